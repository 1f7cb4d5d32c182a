import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server.ts';
import { createTester, type Tester } from '../tester.ts';

const redirectUri = 'https://tester.invalid/callback';

let server: AuthorizationServer;
let tester: Tester;

beforeEach(async () => {
  server = await startAuthorizationServer({ redirectUris: [redirectUri] });
  tester = await createTester(server.issuer, redirectUri);
});
afterEach(() => server.close());

describe('what a test can do to the server', () => {
  it('counts the requests, with their bodies and statuses', async () => {
    const { refresh_token } = await tester.getTokens('alice');
    await tester.refresh(refresh_token);
    await expect(tester.refresh('unknown')).rejects.toThrow();
    const seen = server.requests.map(({ method, path, status, body }) => [method, path, status, body.grant_type]);
    expect(seen).toEqual([
      ['POST', '/token', 200, 'authorization_code'],
      ['POST', '/token', 200, 'refresh_token'],
      ['POST', '/token', 400, 'refresh_token'],
    ]);
  });

  it('makes token requests wait', async () => {
    const { refresh_token } = await tester.getTokens('alice');
    const release = server.holdTokenEndpoint();
    const waiting = tester.refresh(refresh_token);
    await expect.poll(() => server.requests.at(-1)).toMatchObject({ body: { refresh_token }, status: undefined });
    release();
    await expect(waiting).resolves.toBeDefined();
  });

  it('makes token requests fail in a way of the test, and work again', async () => {
    const { refresh_token } = await tester.getTokens('alice');
    server.failTokenEndpoint({ status: 503, contentType: 'text/html', body: '<h1>Down</h1>' });
    const answer = await fetch(`${server.issuer}/token`, { method: 'POST', body: new URLSearchParams() });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      503,
      'text/html; charset=utf-8',
      '<h1>Down</h1>',
    ]);
    server.restoreTokenEndpoint();
    await expect(tester.refresh(refresh_token)).resolves.toBeDefined();
  });

  it('ends all that one user allowed', async () => {
    const alice = await tester.getTokens('alice');
    const bob = await tester.getTokens('bob');
    await server.revokeGrants('alice');
    await expect(tester.refresh(alice.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(tester.userInfo(alice.access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
    await expect(tester.refresh(bob.refresh_token)).resolves.toBeDefined();
  });

  it('closes while a request waits', async () => {
    server.holdTokenEndpoint();
    const waiting = tester.refresh('any');
    await expect.poll(() => server.requests).toHaveLength(1);
    await server.close();
    await expect(waiting).rejects.toThrow();
  });
});

describe('the token endpoint', () => {
  it('refuses an origin that has no redirect URI, as real servers do', async () => {
    const { refresh_token } = await tester.getTokens('alice');
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'tester',
      refresh_token: String(refresh_token),
    });
    const from = (origin: string) => fetch(`${server.issuer}/token`, { method: 'POST', body, headers: { origin } });
    const refused = await from('chrome-extension://abcdefghijklmnop');
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    expect((await from(new URL(redirectUri).origin)).status).toBe(200);
  });
});
