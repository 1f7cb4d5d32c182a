import { afterEach, describe, expect, test, vi } from 'vitest';
import { serverFetch } from '../../src/oauth/server-fetch.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';

let server: OddServer | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await server?.close();
});

async function ask(answer: OddAnswer, options: RequestInit = {}, abort?: AbortSignal): Promise<Response> {
  server = await startOddServer(() => answer);
  return serverFetch(fetch, abort)(`${server.origin}/token`, { redirect: 'manual', ...options });
}

test('An answer whose parts stand deeper than anything can be stored is refused', async () => {
  const body = (levels: number) => `{"access_token":"a[[[","x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  await expect(ask({ body: body(5000) })).rejects.toMatchObject({
    code: 'answer_not_conform',
    values: { reason: 'it is nested too deep' },
  });
  await server?.close();
  expect((await ask({ body: body(200) })).status).toBe(200);
});

describe('A request to an authorization server', () => {
  test('goes out without cookies, cache and referrer, and follows no redirect', async () => {
    const seen: RequestInit[] = [];
    const spy: typeof fetch = async (_url, options) => {
      seen.push(options ?? {});
      return new Response();
    };
    await serverFetch(spy)('https://id.acme.example/token', {
      method: 'POST',
      credentials: 'include',
      cache: 'default',
      redirect: 'follow',
    });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
      },
    ]);
  });

  test('brings back status, headers and the whole body', async () => {
    const answer = await ask({ status: 201, headers: { 'x-odd': 'yes' }, body: 'wholly' });
    expect([answer.status, answer.headers.get('x-odd'), await answer.text()]).toEqual([201, 'yes', 'wholly']);
  });

  test('reads a body with a byte order mark, and one without a body', async () => {
    expect(await (await ask({ body: '\uFEFF{"a":1}' })).json()).toEqual({ a: 1 });
    await server?.close();
    expect((await ask({ status: 204 })).status).toBe(204);
  });

  test('is told apart from one that reached nobody', async () => {
    server = await startOddServer(() => ({}));
    await server.close();
    await expect(serverFetch(fetch)(`${server.origin}/token`)).rejects.toMatchObject({
      code: 'server_unreachable',
      values: { host: server.host },
    });
  });

  test('fails when the connection breaks before the answer, or in mid-answer', async () => {
    await expect(ask('drop')).rejects.toMatchObject({ code: 'server_unreachable' });
    await server?.close();
    const cut: OddAnswer = (response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"access_token":', () => response.destroy());
    };
    await expect(ask(cut)).rejects.toMatchObject({ code: 'answer_cut' });
  });

  test('is given up after a minute without an answer', async () => {
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    const asked = ask((): void => patience.abort(new DOMException('too long', 'TimeoutError')));
    await expect(asked).rejects.toMatchObject({ code: 'server_slow', values: { seconds: 60 } });
    expect(timeout).toHaveBeenCalledWith(60_000);
  });

  test('is given up after a minute within an answer that trickles', async () => {
    const patience = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    const trickle: OddAnswer = (response) => {
      response.writeHead(200);
      response.write('{', () => patience.abort(new DOMException('too long', 'TimeoutError')));
    };
    await expect(ask(trickle)).rejects.toMatchObject({ code: 'server_slow' });
  });

  test('ends when the tester cancels the sign-in', async () => {
    const cancel = new AbortController();
    const asked = ask((): void => cancel.abort(), {}, cancel.signal);
    await expect(asked).rejects.toMatchObject({ code: 'sign_in_cancelled' });
  });

  test('follows no redirect, and names the place without what may be secret in it', async () => {
    const location = 'https://user:hush@other.example/token?code=hush#hush';
    await expect(ask({ status: 307, headers: { location } })).rejects.toMatchObject({
      code: 'server_redirects',
      values: { location: 'https://other.example/token' },
    });
    expect(server?.requests).toHaveLength(1);
  });

  test('knows a redirect that the browser hides', async () => {
    const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
    await expect(serverFetch(async () => hidden)('https://id.acme.example/')).rejects.toMatchObject({
      code: 'server_redirects',
      values: { host: 'id.acme.example', location: 'another address' },
    });
  });

  test('stops reading an answer that never ends', async () => {
    const endless: OddAnswer = (response) => {
      response.writeHead(200);
      const more = () => void (response.write('x'.repeat(100_000)) ? setImmediate(more) : response.once('drain', more));
      more();
    };
    await expect(ask(endless)).rejects.toMatchObject({
      code: 'answer_not_conform',
      message: expect.stringContaining('far too long'),
    });
  });

  test('can be answered with a status that does not exist (LinkedIn: 999)', async () => {
    await expect(ask({ status: 999, body: 'Request denied' })).rejects.toMatchObject({
      code: 'server_error',
      values: { status: 999 },
    });
  });

  test('keeps a challenge, but for one beside an error in the body, which says more', async () => {
    const headers = { 'WWW-Authenticate': 'Basic realm="acme"' };
    expect((await ask({ status: 401, headers })).headers.has('www-authenticate')).toBe(true);
    await server?.close();
    const told = await ask({ status: 401, headers, json: { error: 'invalid_client' } });
    expect(told.headers.has('www-authenticate')).toBe(false);
  });
});
