import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { failureText } from '../../../src/core/failure-text.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { aParameter } from '../support/a-parameter.ts';
import { type Claims, type Header, type OddIssuer, startOddIssuer, tokens } from '../support/odd-issuer.ts';
import { aLogin, ports } from '../support/real-server.ts';

const realFetch = globalThis.fetch;
let issuer: OddIssuer;
afterEach(() => issuer.close());

type Odd = {
  claims?: Claims;
  header?: Header | ((issuer: OddIssuer) => Promise<Header>);
  /** The ID token itself; undefined: none at all. */
  rewrite?: (idToken: string) => string | undefined;
  profile?: Partial<Profile>;
  metadata?: Record<string, unknown>;
  answer?: Record<string, unknown>;
};

const now = () => Math.floor(Date.now() / 1000);
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A sign-in whose token response brings this ID token. */
async function exchange({ claims = {}, header, rewrite = (same) => same, answer, ...odd }: Odd): Promise<Token> {
  let nonce: string | undefined;
  issuer = await startOddIssuer(async (_request, { idToken }) => {
    const signed = typeof header === 'function' ? await header(issuer) : header;
    const id_token = rewrite(await idToken({ nonce, ...claims }, signed));
    return tokens({ ...(id_token !== undefined && { id_token }), ...answer });
  }, odd.metadata);
  const profile = await issuer.profile({ scope: ['openid'], ...odd.profile });
  const login = await aLogin(profile);
  nonce = login.nonce;
  return exchangeCode(profile, login, { url: `https://app.acme.example/?code=c&state=${login.id}` }, ports);
}

describe('An ID token is taken', () => {
  test('when all is right, and says who signed in', async () => {
    const token = await exchange({ claims: { preferred_username: 'alice', name: 'Alice' } });
    expect(token.user).toEqual({ sub: 'user-alice', name: 'alice' });
  });

  test('for several audiences, when it was given to this client', async () => {
    const claims = { aud: ['tester', 'api'], azp: 'tester' };
    await expect(exchange({ claims })).resolves.toMatchObject({ user: { sub: 'user-alice' } });
  });

  test('although nobody asked for it', async () => {
    const token = await exchange({ profile: { scope: ['pets:read'] } });
    expect(token.user?.sub).toBe('user-alice');
  });
});

describe('No token is kept when the ID token', () => {
  test.each<[string, Odd, string]>([
    ['has another nonce', { claims: { nonce: 'replayed' } }, 'id_token_invalid'],
    ['has no nonce', { claims: { nonce: undefined } }, 'id_token_invalid'],
    ['is for another client', { claims: { aud: 'another' } }, 'id_token_invalid'],
    ['is for others too, and given to none of them', { claims: { aud: ['tester', 'api'] } }, 'id_token_invalid'],
    ['is for others too, and given to another', { claims: { aud: ['tester', 'x'], azp: 'x' } }, 'id_token_invalid'],
    ['comes from another issuer', { claims: { iss: 'https://evil.example' } }, 'id_token_invalid'],
    ['names no issuer', { claims: { iss: undefined } }, 'id_token_invalid'],
    ['names no user', { claims: { sub: undefined } }, 'id_token_invalid'],
    ['has ended', { claims: { exp: now() - 3600 } }, 'clock_skewed'],
    ['is not valid yet', { claims: { nbf: now() + 3600 } }, 'clock_skewed'],
    ['never ends', { claims: { exp: undefined } }, 'id_token_invalid'],
    ['is signed by a key that the server does not have', { header: { kid: 'unknown' } }, 'id_token_invalid'],
    ['is no JWT', { rewrite: () => 'not-a-jwt' }, 'id_token_invalid'],
    ['is missing although it was asked for', { rewrite: () => undefined }, 'answer_not_conform'],
    ['is an object', { answer: { id_token: { sub: 'user-alice' } } }, 'answer_not_conform'],
  ])('%s', async (_, odd, code) => {
    await expect(exchange(odd)).rejects.toMatchObject({ code });
  });

  test('is signed by somebody else with a key of the same name', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(exchange({ header: { key: privateKey } })).rejects.toMatchObject({
      code: 'id_token_invalid',
      message: expect.stringContaining('signature'),
    });
  });

  test('is not signed at all (alg “none”)', async () => {
    const rewrite = (idToken: string) => `${encoded({ alg: 'none' })}.${idToken.split('.')[1]}.`;
    await expect(exchange({ rewrite })).rejects.toMatchObject({ code: 'id_token_invalid' });
  });

  test('was changed on the way', async () => {
    const rewrite = (idToken: string) => {
      const [header, payload = '', signature] = idToken.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return [header, encoded({ ...claims, sub: 'user-root' }), signature].join('.');
    };
    await expect(exchange({ rewrite })).rejects.toMatchObject({ code: 'id_token_invalid' });
  });

  test('can’t be checked, because the keys can’t be had', async () => {
    await expect(exchange({ metadata: { jwks_uri: 'http://127.0.0.1:1/jwks' } })).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });
});

/** What the tester reads when a sign-in ends so. */
async function sentence(odd: Odd): Promise<string> {
  const failure = await exchange(odd).then(
    () => expect.unreachable('it was taken'),
    (error: Failure) => error,
  );
  return failureText(failure).sentence;
}

describe('The tester reads what is wrong with an ID token:', () => {
  const [header, payload] = [encoded({ alg: 'RSA-OAEP', enc: 'A256GCM' }), 'a.b.c'];
  test.each<[string, Odd, string]>([
    ['another nonce', { claims: { nonce: 'replayed' } }, 'it belongs to another sign-in (nonce)'],
    ['another audience', { claims: { aud: 'another' } }, 'it is for another client (aud)'],
    ['another issuer', { claims: { iss: 'https://evil.example' } }, 'another server issued it (iss)'],
    ['another party', { claims: { aud: ['tester', 'x'], azp: 'x' } }, 'it was given to another client (azp)'],
    ['its end', { claims: { exp: now() - 3600 } }, 'it has ended (exp)'],
    ['its beginning', { claims: { nbf: now() + 3600 } }, 'it is not good yet (nbf)'],
    [
      'another access token',
      { claims: { at_hash: 'injected' } },
      'the access token beside it is another one (at_hash)',
    ],
    ['an algorithm', { metadata: { id_token_signing_alg_values_supported: ['ES256'] } }, 'does not announce'],
    ['no signature', { rewrite: (jwt) => `${encoded({ alg: 'none' })}.${jwt.split('.')[1]}.` }, 'does not announce'],
    [
      'no signature, which the server announces',
      {
        rewrite: (jwt) => `${encoded({ alg: 'none' })}.${jwt.split('.')[1]}.`,
        metadata: { id_token_signing_alg_values_supported: ['RS256', 'none'] },
      },
      'it is not signed at all (alg “none”)',
    ],
    ['encryption', { rewrite: () => `${header}.${payload}.d` }, 'is encrypted, and Tokendock can’t decrypt it'],
  ])('%s', async (_, odd, words) => {
    expect(await sentence(odd)).toContain(words);
  });
});

describe('Where the tester limits how long ago the user may have signed in (max_age)', () => {
  const parameters = [aParameter('max_age', '60', { stage: 'authorize', place: 'query' })];

  test('an ID token of a sign-in just now is taken', async () => {
    const token = await exchange({ claims: { auth_time: now() - 5 }, profile: { parameters } });
    expect(token.user?.sub).toBe('user-alice');
  });

  test('an older sign-in is not, nor one whose time the server does not tell', async () => {
    expect(await sentence({ claims: { auth_time: now() - 3600 }, profile: { parameters } })).toContain('longer ago');
    await issuer.close();
    expect(await sentence({ profile: { parameters } })).toContain('auth_time');
  });
});

describe('An ID token that a client secret signed (OpenID Connect Core, section 10.1)', () => {
  const client_secret = 'a secret of thirty-two letters ü';
  const metadata = { id_token_signing_alg_values_supported: ['RS256', 'HS256', 'HS512'] };
  const profile: Partial<Profile> = { client_secret, token_endpoint_auth_method: 'client_secret_basic' };
  const mac = (secret: string, alg = 'HS256'): Header => ({ alg, key: new TextEncoder().encode(secret) });

  test.each(['HS256', 'HS512'])('is taken by %s', async (alg) => {
    const token = await exchange({ header: mac(client_secret, alg), profile, metadata });
    expect(token.user?.sub).toBe('user-alice');
  });

  test.each<[string, Odd]>([
    ['another secret', { header: mac('another secret of as many letters'), profile }],
    ['a secret that this client does not have', { header: mac(client_secret) }],
    ['any secret, for a client without one', { header: mac('x'), profile: { client_secret: '' } }],
    [
      'a secret, and then changed',
      { header: mac(client_secret), profile, rewrite: (jwt) => jwt.replace(/.{4}$/, 'AAAA') },
    ],
  ])('is not taken when it is signed with %s', async (_, odd) => {
    expect(await sentence({ ...odd, metadata })).toContain('a client secret that is not this client’s');
  });

  test('is taken where the server does not say what it signs with', async () => {
    expect((await exchange({ header: mac(client_secret), profile })).user?.sub).toBe('user-alice');
  });

  const published = async ({ origin }: OddIssuer): Promise<JWK> =>
    ((await (await fetch(`${origin}/jwks`)).json()) as { keys: [JWK] }).keys[0];
  test.each<[string, (key: JWK) => Promise<string>]>([
    ['a PEM', async (key) => exportSPKI((await importJWK(key, 'RS256', { extractable: true })) as CryptoKey)],
    ['a JWK', async (key) => JSON.stringify(key)],
    ['its modulus', async ({ n = '' }) => n],
  ])('is not taken when the secret is the server’s public key, as %s', async (_, spelling) => {
    const header = async (of: OddIssuer) => mac(await spelling(await published(of)));
    for (const client of [profile, {}]) {
      expect(await sentence({ header, profile: client, metadata })).toContain('not this client’s');
      await issuer.close();
    }
  });
});

describe('An ID token can’t bring its own key along', () => {
  test.each(['jwk', 'jku', 'x5u'])('in its header as %s', async (name) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const own = name === 'jwk' ? await exportJWK(publicKey) : 'https://evil.example/keys';
    const asked: string[] = [];
    const header = { key: privateKey, [name]: own };
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, options) => {
      asked.push(String(input));
      return realFetch(input, options);
    });
    await expect(exchange({ header })).rejects.toMatchObject({ code: 'id_token_invalid' });
    spy.mockRestore();
    expect(asked.filter((url) => !url.startsWith(issuer.origin))).toEqual([]);
  });
});

describe('Without an issuer in the profile', () => {
  test('an ID token can’t be checked, and the tester is told what to do', async () => {
    issuer = await startOddIssuer(async (_request, { idToken }) =>
      tokens({ id_token: await idToken({ iss: 'acme' }) }),
    );
    const {
      issuer: _,
      metadata: _gone,
      ...profile
    } = await issuer.profile({
      endpoints: { token_endpoint: `${issuer.origin}/token` },
    });
    const login = await aLogin(profile);
    const url = `https://app.acme.example/?code=c&state=${login.id}&iss=https%3A%2F%2Fanybody.example`;
    await expect(exchangeCode(profile, login, { url }, ports)).rejects.toMatchObject({
      code: 'issuer_needed',
    });
  });
});
