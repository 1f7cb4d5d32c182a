import { afterEach, describe, expect, test } from 'vitest';
import { failureText } from '../../../src/core/failure-text.ts';
import type { GrantType, ResponseType } from '../../../src/core/grant-type.ts';
import { renewToken } from '../../../src/features/renew-token.ts';
import { tokenHash } from '../../../src/oauth/token-hash.ts';
import { aToken } from '../../core/support/records.ts';
import { type Claims, tokens } from '../support/odd-issuer.ts';
import { type Forgery, forge, forgedSignatures } from './support/forge.ts';
import { createScene, type Plot, type Scene, sentenceOf } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

const now = () => Math.floor(Date.now() / 1000);
const announced = { id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'] };

const forgeries: Record<string, Forgery> = {
  'for another client (aud)': { claims: { aud: 'another' } },
  'for another client beside mine, and given to that one (azp)': { claims: { aud: ['tester', 'x'], azp: 'x' } },
  'for several clients, and given to nobody': { claims: { aud: ['tester', 'x'] } },
  'of another issuer': { claims: { iss: 'https://evil.example' } },
  'of an issuer that is called almost the same': { claims: { iss: 'http://127.0.0.1' } },
  'of another sign-in (nonce)': { claims: { nonce: 'nonce-of-mallory' } },
  'without a nonce': { claims: { nonce: undefined } },
  'that has ended': { claims: { exp: now() - 3600, iat: now() - 7200 } },
  'that never ends': { claims: { exp: undefined } },
  'that is not good yet': { claims: { nbf: now() + 3600 } },
  ...forgedSignatures,
};

/** The ID token of this sign-in, forged so, beside this access token and the code. */
async function forged(forgery: Forgery, beside = 'odd-access'): Promise<string> {
  const nonce = scene.request.get('nonce') ?? undefined;
  const hashes = { at_hash: await tokenHash(beside, 'RS256'), c_hash: await tokenHash('the-code', 'RS256') };
  return forge(scene.issuer, { nonce, ...hashes }, forgery);
}

/** The tester’s window, and each request of Tokendock, go where the server is, and nowhere else. */
function nothingElseWasAsked(): void {
  const hosts = scene.memory.disk.traces
    .values()
    .flatMap(({ exchanges }) => exchanges.map(({ request }) => new URL(request.url).origin));
  expect([...new Set(hosts)]).toEqual([scene.issuer.origin]);
}

describe.each<[string, GrantType, ResponseType | undefined]>([
  ['from the token endpoint', 'authorization_code', undefined],
  ['through the browser (implicit)', 'implicit', 'id_token token'],
  ['through the browser, beside a code (hybrid)', 'hybrid', 'code id_token'],
])('An ID token %s is not taken when it is one', (_, grant_type, response_type) => {
  const isFront = response_type !== undefined;
  const plot = (forgery: Forgery): Plot => ({
    metadata: announced,
    profile: { grant_type, ...(response_type && { response_type }) },
    answer: async () => tokens({ id_token: await forged(isFront ? {} : forgery) }),
    window: async ({ callback }) => {
      if (!isFront) return callback();
      const front = { id_token: await forged(forgery), iss: undefined };
      const token = { code: undefined, access_token: 'odd-access', token_type: 'Bearer', expires_in: '60' };
      return callback({ ...front, ...(grant_type === 'implicit' && token) }).replace('?', '#');
    },
  });

  test('but as it should be, it is', async () => {
    scene = await createScene(plot({}));
    await scene.signIn();
    expect(scene.tokens()).toMatchObject([{ user: { sub: 'user-alice' } }]);
  });

  test.each(Object.entries(forgeries))('%s', async (_, forgery) => {
    scene = await createScene(plot(forgery));
    await scene.signIn();
    const code = scene.logins()[0]?.failure?.code ?? 'it was taken';
    expect(['id_token_invalid', 'clock_skewed', 'answer_not_conform']).toContain(code);
    scene.refused(code);
    expect(scene.asked()).toHaveLength(isFront ? 0 : 1);
    nothingElseWasAsked();
  });
});

describe('What binds an ID token to what came beside it must be there:', () => {
  test.each<[ResponseType, string, Claims, string]>([
    ['id_token token', 'another at_hash', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'at_hash'],
    ['id_token token', 'no at_hash', { at_hash: undefined }, 'at_hash'],
    ['code id_token', 'another c_hash', { c_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'c_hash'],
    ['code id_token', 'no c_hash', { c_hash: undefined }, 'c_hash'],
    ['code id_token token', 'another at_hash', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'at_hash'],
    ['code id_token token', 'no at_hash', { at_hash: undefined }, 'at_hash'],
    ['code id_token token', 'no c_hash', { c_hash: undefined }, 'c_hash'],
  ])('%s with %s is refused', async (response_type, _, claims, words) => {
    const grant_type = response_type.includes('code') ? 'hybrid' : 'implicit';
    scene = await createScene({
      profile: { grant_type, response_type },
      window: async ({ callback }) => {
        const types = response_type.split(' ');
        const token = types.includes('token') && { access_token: 'front', token_type: 'Bearer' };
        const id_token = await forged({ claims }, 'front');
        const code = types.includes('code') ? {} : { code: undefined };
        return callback({ ...code, ...token, id_token, iss: undefined }).replace('?', '#');
      },
    });
    await scene.signIn();
    expect(scene.refused('id_token_invalid')).toContain(words);
    expect(scene.asked()).toEqual([]);
  });
});

describe('A renewal takes no forged ID token, and my token stays as it was:', () => {
  // A renewed ID token need not have a nonce (OpenID Connect Core, section 12.2).
  const renewable: [string, Forgery][] = [
    ...Object.entries(forgeries).filter(([name]) => !name.includes('nonce')),
    ['for another user', { claims: { sub: 'user-mallory' } }],
  ];

  test.each(renewable)('one %s', async (_, forgery) => {
    scene = await createScene({ metadata: announced, answer: async () => tokens({ id_token: await forged(forgery) }) });
    await scene.signIn().catch(() => undefined);
    scene.memory.disk.logins.clear();
    const before = aToken({ user: { sub: 'user-alice', name: 'alice' } });
    scene.memory.disk.tokens.clear();
    scene.memory.disk.tokens.set(before.id, before);
    await expect(renewToken(before.id, scene.ports)).rejects.toThrow();
    const [kept] = scene.tokens();
    expect(kept).toMatchObject({ ...before, renewal: { failure: { code: expect.any(String) } } });
    expect(failureText(kept?.renewal?.failure ?? { code: 'unknown', values: {} }).sentence).toBe(
      sentenceOf(kept?.renewal?.failure, scene),
    );
  });
});
