export type SignIn = {
  /** The authorization request, with all its parameters. */
  readonly url: string | URL;
  readonly user: string;
  readonly consent?: 'allow' | 'deny';
};

/**
 * Signs a user in at the test authorization server as a browser would, in a new session each time, without a browser.
 * Returns the callback URL to which the server sends the user, which is not requested.
 */
export async function signIn({ url, user, consent = 'allow' }: SignIn): Promise<URL> {
  const server = new URL(url);
  const cookies = new Map<string, string>();
  let answer = await request(server, cookies);
  for (;;) {
    const location = answer.headers.get('location');
    if (location !== null) {
      const next = new URL(location, server);
      if (next.origin !== server.origin) return next;
      answer = await request(next, cookies);
      continue;
    }
    const page = await answer.text();
    if (!page.includes('<form') || page.includes('role="alert"')) throw new Error(`nobody can sign in here: ${page}`);
    const form = page.includes('name="consent"') ? { consent } : { user };
    answer = await request(new URL(answer.url), cookies, new URLSearchParams(form));
  }
}

async function request(url: URL, cookies: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form ? { method: 'POST', body: form } : {}),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
    cookies.set(name, value);
  }
  return answer;
}
