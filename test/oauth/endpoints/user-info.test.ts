import { afterEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { failureText } from '../../../src/core/failure-text.ts';
import type { Token } from '../../../src/core/token.ts';
import { userInfo } from '../../../src/oauth/endpoints/user-info.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { aProfile, aToken, without } from '../../core/support/records.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import { ports, profileAt, signedIn, startServer } from '../support/real-server.ts';

let odd: OddServer | undefined;
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

async function ask(answer: OddAnswer, token: Token = without('user')) {
  odd = await startOddServer(() => answer);
  const endpoints = { token_endpoint: `${odd.origin}/token`, userinfo_endpoint: `${odd.origin}/me` };
  return userInfo(aProfile({ endpoints }), token, ports);
}

describe('Whom a token speaks for', () => {
  test('is known to a real server', async () => {
    const server = await startServer();
    const profile = await profileAt(server);
    const { login, callback } = await signedIn(profile, 'bob');
    const { user: _, ...token } = await exchangeCode(profile, login, callback, ports);
    expect(await userInfo(profile, token, ports)).toEqual({ sub: 'user-bob', name: 'bob' });
    await server.close();
  });

  test('is asked with the token in the header, never in the URL', async () => {
    await ask({ json: { sub: '1', name: 'Alice' } });
    expect(odd?.requests).toMatchObject([
      { method: 'GET', path: '/me', headers: { authorization: 'Bearer access-of-alice' } },
    ]);
  });

  test('is not asked where there is nobody to ask', async () => {
    expect(await userInfo(aProfile(), aToken(), ports)).toBeUndefined();
  });

  test('can’t be somebody else than the ID token says', async () => {
    const failing = ask({ json: { sub: 'user-mallory' } }, aToken());
    const failure = await failing.catch((error: Failure) => error);
    expect(failure).toMatchObject({ code: 'answer_not_conform' });
    expect(failureText(failure as Failure).sentence).toContain('it speaks of another user (sub)');
  });

  test.each<[string, OddAnswer, string]>([
    ['a refusal', { status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }, 'request_refused'],
    ['a web page', { headers: { 'Content-Type': 'text/html' }, body: '<p>Hi' }, 'answer_not_json'],
    ['a user without a name tag', { json: { name: 'Alice' } }, 'answer_not_conform'],
    ['a breakdown', { status: 500 }, 'server_error'],
    ['half an answer', { headers: { 'Content-Type': 'application/json' }, body: '{"sub":' }, 'answer_broken'],
  ])('stays unknown after %s', async (_, answer, code) => {
    await expect(ask(answer)).rejects.toMatchObject({ code });
  });

  test('never shows the token that the server repeats', async () => {
    const echo = { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'no access-of-alice here' };
    await expect(ask(echo)).rejects.toMatchObject({ quote: { error_description: 'no •••• here' } });
  });
});
