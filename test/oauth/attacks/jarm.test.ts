import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { identityRedirectUri } from '../../support/memory-ports.ts';
import type { Claims, Header } from '../support/odd-issuer.ts';
import { createScene, type Scene } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const mac = (secret: string | undefined): Header => ({ alg: 'HS256', key: new TextEncoder().encode(secret) });
const metadata = { authorization_signing_alg_values_supported: ['RS256', 'HS256', 'none'] };

type Forgery = { claims?: Claims; header?: (published: JWK) => Promise<Header>; rewrite?: (jwt: string) => string };

/** A signed answer to this sign-in (JARM, section 2.1), forged so. */
async function answer({ claims, header, rewrite = (jwt) => jwt }: Forgery = {}): Promise<string> {
  const { keys } = (await (await fetch(`${scene.issuer.origin}/jwks`)).json()) as { keys: [JWK] };
  const right = { code: 'the-code', state: scene.request.get('state'), sub: undefined };
  return rewrite(await scene.issuer.idToken({ ...right, ...claims } as Claims, header && (await header(keys[0]))));
}

async function signIn(window: () => Promise<string>): Promise<void> {
  scene = await createScene({ metadata, profile: { response_mode: 'jwt' }, window });
  await scene.signIn();
}

const at = (tail: string) => identityRedirectUri + tail;

test('A signed answer as it should be is taken', async () => {
  await signIn(async () => at(`?response=${await answer()}`));
  expect(scene.tokens()).toHaveLength(1);
});

describe('A signed answer is not taken, and its code goes nowhere, when it is one', () => {
  test.each<[string, Forgery, string]>([
    ['for another client', { claims: { aud: 'another' } }, 'answer_untrusted'],
    ['of another issuer (mix-up)', { claims: { iss: 'https://evil.example' } }, 'answer_untrusted'],
    ['of another sign-in', { claims: { state: 'another' } }, 'state_wrong'],
    ['without a state', { claims: { state: undefined } }, 'state_wrong'],
    ['that has ended', { claims: { exp: 1 } }, 'answer_untrusted'],
    ['that never ends', { claims: { exp: undefined } }, 'answer_untrusted'],
    ['with a code and an error', { claims: { error: 'access_denied' } }, 'authorization_refused'],
    ['signed by nobody', { rewrite: (jwt) => `${encoded({ alg: 'none' })}.${jwt.split('.')[1]}.` }, 'answer_untrusted'],
    [
      'changed after it was signed',
      {
        rewrite: (jwt) => {
          const [header, payload = '', signature] = jwt.split('.');
          const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
          return [header, encoded({ ...claims, code: 'injected' }), signature].join('.');
        },
      },
      'answer_untrusted',
    ],
    [
      'signed by another key of the same name',
      { header: async () => ({ key: (await generateKeyPair('RS256')).privateKey }) },
      'answer_untrusted',
    ],
    [
      'signed with the server’s public key as a secret, as a PEM',
      {
        header: async (jwk) =>
          mac(await exportSPKI((await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey)),
      },
      'answer_untrusted',
    ],
    [
      'signed with the server’s public key as a secret, as a JWK',
      { header: async (jwk) => mac(JSON.stringify(jwk)) },
      'answer_untrusted',
    ],
    [
      'that brings its own key along (jwk)',
      {
        header: async () => {
          const { privateKey, publicKey } = await generateKeyPair('RS256');
          return { key: privateKey, jwk: await exportJWK(publicKey) };
        },
      },
      'answer_untrusted',
    ],
    [
      'that names a place of its own keys (jku)',
      { header: async () => ({ key: (await generateKeyPair('RS256')).privateKey, jku: 'http://127.0.0.1:9/keys' }) },
      'answer_untrusted',
    ],
    ['that is broken', { rewrite: (jwt) => `.${jwt}` }, 'answer_untrusted'],
  ])('%s', async (_, forgery, code) => {
    await signIn(async () => at(`?response=${await answer(forgery)}`));
    scene.refused(code);
    expect(scene.asked()).toEqual([]);
  });
});

describe('A signed answer can’t be got around', () => {
  test('by one without a signature', async () => {
    await signIn(async () => scene.callback());
    expect(scene.refused('answer_untrusted')).toContain('without a signature');
  });

  test('by a code beside it: what was signed counts', async () => {
    await signIn(async () => at(`?response=${await answer()}&code=injected&state=another`));
    expect(scene.asked().map(({ body }) => body.get('code'))).not.toContain('injected');
  });

  test('by another one beside it', async () => {
    await signIn(async () =>
      at(`?response=${await answer()}&response=${await answer({ claims: { code: 'injected' } })}`),
    );
    scene.refused('answer_untrusted');
    expect(scene.asked()).toEqual([]);
  });

  test('by using it once more', async () => {
    let earlier = '';
    await signIn(async () => earlier || at(`?response=${await answer()}`));
    earlier = at(`?response=${await answer({ claims: { code: 'another' } })}`);
    scene.memory.disk.tokens.clear();
    await scene.signIn();
    scene.refused('state_wrong');
    expect(scene.asked()).toHaveLength(1);
  });
});
