import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CodeServer, startCodeServer } from './code-server.ts';

const redirect_uri = 'https://tester.invalid/callback';

let server: CodeServer;
beforeEach(async () => {
  server = await startCodeServer();
});
afterEach(() => server.close());

async function authorize(changes: Record<string, string> = {}): Promise<{ callback: URL; verifier: string }> {
  const verifier = oauth.generateRandomCodeVerifier();
  const query = new URLSearchParams({
    response_type: 'code',
    redirect_uri,
    state: 's',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...changes,
  });
  const answer = await fetch(`${server.origin}/authorize?${query}`, { redirect: 'manual' });
  return { callback: new URL(answer.headers.get('location') ?? ''), verifier };
}

async function token(fields: Record<string, string>): Promise<Record<string, string>> {
  const answer = await fetch(`${server.origin}/token`, { method: 'POST', body: new URLSearchParams(fields) });
  return (await answer.json()) as Record<string, string>;
}

async function codeRequest(): Promise<Record<string, string>> {
  const { callback, verifier } = await authorize();
  const code = callback.searchParams.get('code') ?? '';
  return { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier };
}

describe('the strict authorization server', () => {
  it('gives a token for a code, and renews it', async () => {
    const first = await token(await codeRequest());
    expect(first).toMatchObject({ token_type: 'Bearer' });
    const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' });
    expect(second.access_token).not.toBe(first.access_token);
  });

  it('takes no request without PKCE', async () => {
    const { callback } = await authorize({ code_challenge_method: 'plain' });
    expect(callback.searchParams.get('error')).toBe('invalid_request');
  });

  it('takes each code once', async () => {
    const request = await codeRequest();
    await token(request);
    expect(await token(request)).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([{ code_verifier: 'another' }, { redirect_uri: 'https://other.invalid/' }, { code: 'guessed' }])(
    'refuses what does not belong to the code: %o',
    async (wrong) => {
      expect(await token({ ...(await codeRequest()), ...wrong })).toMatchObject({ error: 'invalid_grant' });
    },
  );

  it('takes each refresh token once', async () => {
    const { refresh_token = '' } = await token(await codeRequest());
    await token({ grant_type: 'refresh_token', refresh_token });
    expect(await token({ grant_type: 'refresh_token', refresh_token })).toMatchObject({ error: 'invalid_grant' });
  });

  it('knows no other grant', async () => {
    expect(await token({ grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' });
  });
});
