/** Types the code of a device at the test authorization server, signs a user in there, and allows or denies, without a browser. */
export async function confirmDevice(
  waiting: { verification_uri_complete?: string | undefined },
  user: string,
  consent: 'allow' | 'deny' = 'allow',
): Promise<void> {
  const jar = new Map<string, string>();
  let url = new URL(waiting.verification_uri_complete ?? '');
  let answer = await request(url, jar);
  for (;;) {
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      answer = await request(url, jar);
      continue;
    }
    const page = await answer.text();
    if (page.includes('The device is connected') || !page.includes('<form')) return;
    const form = new URLSearchParams(
      [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    if (page.includes('name="consent"')) form.set('consent', consent);
    else if (page.includes('name="user"')) form.set('user', user);
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    if (action !== undefined) url = new URL(action, url);
    answer = await request(url, jar, form);
    if (form.get('consent') === 'deny') {
      // The server learns it where the interaction comes back to it.
      await request(new URL(answer.headers.get('location') ?? '', url), jar);
      return;
    }
  }
}

async function request(url: URL, jar: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form && { method: 'POST', body: form }),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
    jar.set(name, value);
  }
  return answer;
}
