import type { Callback } from '../../src/core/login.ts';

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
export async function signIn(request: SignIn): Promise<URL> {
  return new URL((await signInForCallback(request)).url);
}

/** The same, with the fields of the form where the server answers by one (`form_post`). */
export async function signInForCallback({ url, user, consent = 'allow' }: SignIn): Promise<Callback> {
  const server = new URL(url);
  const cookies = new Map<string, string>();
  let answer = await request(server, cookies);
  for (;;) {
    const location = answer.headers.get('location');
    if (location !== null) {
      const next = new URL(location, server);
      if (next.origin !== server.origin) return { url: next.href };
      answer = await request(next, cookies);
      continue;
    }
    const page = await answer.text();
    const posted = postedForm(page);
    if (posted) return posted;
    if (!page.includes('<form') || page.includes('role="alert"')) throw new Error(`nobody can sign in here: ${page}`);
    const form = page.includes('name="consent"') ? { consent } : { user };
    answer = await request(new URL(answer.url), cookies, new URLSearchParams(form));
  }
}

/** The form that a page posts by itself, as OAuth 2.0 Form Post Response Mode writes it. */
function postedForm(page: string): Callback | undefined {
  const action = /<title>Submitting Callback<[\s\S]*action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) return undefined;
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { url: plain(action), form: inputs.map(([, name = '', value = '']) => [name, plain(value)]) };
}

function plain(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
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
