import { base64url, decodeProtectedHeader } from 'jose';
import { Failure } from '../core/failure.ts';

/** The left half of a text's hash, as ID tokens name it (OpenID Connect Core, section 3.1.3.6). `alg` is the ID token's. */
export async function tokenHash(text: string, alg: string): Promise<string> {
  const bits = /(?:256|384|512)$/.exec(alg)?.[0] ?? '512';
  const hash = new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(text)));
  return base64url.encode(hash.slice(0, hash.length / 2));
}

/** That an access token belongs to the ID token that it came with (OpenID Connect Core, section 3.2.2.9). Fails with `id_token_invalid`. */
export async function expectAccessTokenHash(access_token: string, id_token: string, at_hash: unknown): Promise<void> {
  const { alg = '' } = decodeProtectedHeader(id_token);
  if (at_hash !== (await tokenHash(access_token, alg)))
    throw new Failure('id_token_invalid', { reason: 'the access token beside it is another one (at_hash)' });
}
