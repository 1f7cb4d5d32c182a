import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import type { Profile } from '../../../src/core/profile.ts';
import { discover } from '../../../src/oauth/discover.ts';
import { aProfile } from '../../core/support/records.ts';
import { type OddAnswer, type OddRequest, type OddServer, startOddServer } from '../../support/odd-server.ts';

/** Undefined: the claim is missing. */
export type Claims = { [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

/** The protected header, and what signs. */
export type Header = Partial<JWTHeaderParameters> & { key?: CryptoKey | Uint8Array };

export type OddIssuer = OddServer & {
  profile(changes?: Partial<Profile>): Promise<Profile>;
  /** An ID token for the tester's client, right in all but what is changed. */
  idToken(claims?: Claims, header?: Header): Promise<string>;
};

/** An OpenID provider with honest metadata and keys, and an answer of the test's own to everything else. */
export async function startOddIssuer(
  answer: (request: OddRequest, issuer: OddIssuer) => OddAnswer | Promise<OddAnswer>,
  metadata: Record<string, unknown> = {},
): Promise<OddIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'odd', alg: 'RS256', use: 'sig' };
  const server = await startOddServer((request, { origin }) => {
    if (request.path === '/jwks') return { json: { keys: [jwk] } };
    if (request.path !== '/.well-known/openid-configuration') return answer(request, issuer);
    const at = (name: string) => `${origin}/${name}`;
    const endpoints = { authorization_endpoint: at('authorize'), token_endpoint: at('token'), jwks_uri: at('jwks') };
    return { json: { issuer: origin, ...endpoints, ...metadata } };
  });
  const issuer: OddIssuer = {
    ...server,
    async profile(changes = {}) {
      const discovered = await discover(server.origin, fetch);
      return aProfile({ issuer: server.origin, metadata: discovered, endpoints: {}, ...changes });
    },
    idToken(claims = {}, { key = privateKey, ...header } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const right = { iss: server.origin, aud: 'tester', sub: 'user-alice', iat: now, exp: now + 300 };
      return new SignJWT({ ...right, ...claims } as JWTPayload)
        .setProtectedHeader({ alg: 'RS256', kid: 'odd', ...header })
        .sign(key, { crit: Object.fromEntries((header.crit ?? []).map((name) => [name, true])) });
    },
  };
  return issuer;
}

/** What the token endpoint of an odd issuer should answer. */
export function tokens(changes: Record<string, unknown> = {}): OddAnswer {
  return { json: { access_token: 'odd-access', token_type: 'Bearer', expires_in: 60, ...changes } };
}
