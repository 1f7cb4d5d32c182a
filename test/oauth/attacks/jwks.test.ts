import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { failureText } from '../../../src/core/failure-text.ts';
import { checkToken } from '../../../src/features/check-token.ts';
import { viewToken } from '../../../src/features/token-details.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import type { Header } from '../support/odd-issuer.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene, type Scene } from './support/scene.ts';

let scene: Scene;
let keys: OddServer;
afterEach(() => Promise.all([scene.issuer.close(), keys.close()]));

const count = 10_000;
let others: JWK[];
let mine: { header: Header; jwk: JWK };
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' };
  mine = { header: { alg: 'ES256', kid: 'mine', key: privateKey }, jwk: { ...jwk, kid: 'mine' } };
  others = Array.from({ length: count - 1 }, (_, at) => ({ ...jwk, kid: `${at}` }));
});

/** A sign-in at a server that publishes these keys, and signs its ID token so. */
async function signIn(answer: OddAnswer, header: Header = mine.header): Promise<Scene> {
  keys = await startOddServer(() => answer);
  scene = await createScene({
    metadata: { jwks_uri: `${keys.origin}/keys` },
    profile: { scope: ['openid'] },
    answer: async (_, each) =>
      tokens({ access_token: await each.idToken({}, header), id_token: await each.idToken({}, header) }),
  });
  await scene.signIn();
  return scene;
}

describe('Of ten thousand keys', () => {
  test('the right one is found in a moment, by its name', async () => {
    await signIn({ json: { keys: [...others, mine.jwk] } });
    expect(scene.tokens()).toMatchObject([{ user: { sub: 'user-alice' } }]);
    expect(keys.requests).toHaveLength(1);
    const { id = '' } = scene.tokens()[0] ?? {};
    expect((await viewToken(id, scene.ports)).idToken?.verdict).toEqual({ good: true });
    expect(await checkToken(id, scene.ports)).toMatchObject({ good: true });
  });

  test.each<[string, (all: JWK[]) => JWK[], Header | undefined]>([
    ['all have the same name', (all) => all.map((each) => ({ ...each, kid: 'mine' })), undefined],
    ['none has a name', (all) => all.map(({ kid: _, ...each }) => each), undefined],
    ['none is the one that is named', (all) => all, { kid: 'another' }],
    [
      'none is a key',
      (all) => all.map(({ kid = '' }) => ({ kid, kty: 'EC', crv: 'P-256', alg: 'ES256' })),
      { kid: '7' },
    ],
    [
      'each is a secret (HMAC)',
      (all) => all.map(({ kid = '' }) => ({ kid, kty: 'oct', k: 'AAAA', alg: 'HS256' })),
      undefined,
    ],
  ])('%s: nothing is tried out, and no token is kept', async (_, change, header) => {
    await signIn({ json: { keys: change([...others]) } }, { ...mine.header, ...header });
    scene.refused('id_token_invalid');
    expect(keys.requests).toHaveLength(1);
  });
});

describe('A key set', () => {
  test.each<[string, OddAnswer, string]>([
    ['of fifty megabytes', { json: { keys: [], x: 'x'.repeat(5e7) } }, 'far too long'],
    [
      'nested a hundred thousand deep',
      { headers: { 'Content-Type': 'application/json' }, body: `{"keys":${'['.repeat(1e5)}${']'.repeat(1e5)}}` },
      'far too deep',
    ],
    ['that is elsewhere', { status: 302, headers: { Location: 'http://127.0.0.1:9/keys' } }, 'redirect'],
    ['that is a page', { headers: { 'Content-Type': 'text/html' }, body: '<p>' }, 'instead of JSON'],
    [
      'with __proto__ for its keys',
      { headers: { 'Content-Type': 'application/json' }, body: '{"__proto__":{"keys":[]}}' },
      'keys',
    ],
  ])('%s checks nothing, and no token is kept', async (_, answer, words) => {
    await signIn(answer);
    const code = scene.logins()[0]?.failure?.code ?? '';
    expect(scene.refused(code)).toContain(words);
  });

  test('that was good, and is fifty megabytes when I look at my token later, says so', async () => {
    let answer: OddAnswer = { json: { keys: [mine.jwk] } };
    keys = await startOddServer(() => answer);
    scene = await createScene({
      metadata: { jwks_uri: `${keys.origin}/keys` },
      answer: async (_, each) => tokens({ id_token: await each.idToken({}, mine.header) }),
    });
    await scene.signIn();
    answer = { json: { keys: [], x: 'x'.repeat(5e7) } };
    const { verdict } = (await viewToken(scene.tokens()[0]?.id ?? '', scene.ports)).idToken ?? {};
    if (!verdict || verdict.good) return expect.unreachable('it was found good');
    expect(failureText(verdict.failure).sentence).toContain('far too long');
  });
});
