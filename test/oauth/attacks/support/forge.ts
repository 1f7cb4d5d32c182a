import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Claims, Header, OddIssuer } from '../../support/odd-issuer.ts';

/** How a JWT for me is forged: its claims, its header and key (of what the server publishes), or its text. */
export type Forgery = {
  claims?: Claims;
  header?: (published: JWK) => Promise<Header>;
  rewrite?: (jwt: string) => string;
};

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const mac = (secret: string | undefined): Header => ({ alg: 'HS256', key: new TextEncoder().encode(secret) });

/** Whatever may be wrong with who signed it, at a server that even announces HS256 and “none”. */
export const forgedSignatures: Record<string, Forgery> = {
  'signed by nobody (alg “none”)': {
    rewrite: (jwt) => `${encoded({ alg: 'none' })}.${jwt.split('.')[1]}.`,
  },
  'signed by nobody (alg “None”), with a signature of before': {
    rewrite: (jwt) => [encoded({ alg: 'None' }), ...jwt.split('.').slice(1)].join('.'),
  },
  'without any header': { rewrite: (jwt) => `.${jwt.split('.').slice(1).join('.')}` },
  'changed after it was signed': {
    rewrite: (jwt) => {
      const [header, payload = '', signature] = jwt.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      return [header, encoded({ ...claims, sub: 'root', code: 'injected' }), signature].join('.');
    },
  },
  'signed by another key of the same name': {
    header: async () => ({ key: (await generateKeyPair('RS256')).privateKey }),
  },
  'signed with the server’s public key as a secret (HMAC), as a PEM': {
    header: async (jwk) => mac(await exportSPKI((await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey)),
  },
  'signed with the server’s public key as a secret (HMAC), as a JWK': {
    header: async (jwk) => mac(JSON.stringify(jwk)),
  },
  'signed with the server’s public key as a secret (HMAC), its modulus': { header: async ({ n }) => mac(n) },
  'that brings its own key along (jwk)': {
    header: async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256');
      return { key: privateKey, jwk: await exportJWK(publicKey) };
    },
  },
  'that names a place of its own keys (jku)': {
    header: async () => ({ key: (await generateKeyPair('RS256')).privateKey, jku: 'http://127.0.0.1:9/keys' }),
  },
  'that names a certificate of its own (x5u)': {
    header: async () => ({ key: (await generateKeyPair('RS256')).privateKey, x5u: 'http://127.0.0.1:9/keys' }),
  },
  'signed by a key without a name that is nobody’s': {
    header: async () => ({ key: (await generateKeyPair('RS256')).privateKey, kid: 'evil' }),
  },
  'that wants to be understood in a way of its own (crit)': {
    header: async () => ({ crit: ['evil'], evil: true }),
  },
};

/** A JWT with these claims, right in all but what is forged. */
export async function forge(issuer: OddIssuer, right: Claims, forgery: Forgery): Promise<string> {
  const { claims, header, rewrite = (jwt: string) => jwt } = forgery;
  const { keys } = (await (await fetch(`${issuer.origin}/jwks`)).json()) as { keys: [JWK] };
  return rewrite(await issuer.idToken({ ...right, ...claims }, header && (await header(keys[0]))));
}
