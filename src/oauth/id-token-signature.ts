import { base64url, decodeProtectedHeader } from 'jose';
import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import type { requestOptions } from './request-options.ts';

/** The ID token of an answer whose claims oauth4webapi found good, and how it came. */
export type Signed = { response: Response; id_token: string; by: 'token endpoint' | 'browser' };

/**
 * Asks for the server's keys before the token endpoint is asked: what that hands out only once would be lost with a background that dies
 * while it waits for them, or when they can't be had. They go into `known`, for the options of the check; what is of no use to it, it
 * asks for anew. Fails with `server_unreachable` and `server_slow`.
 */
export async function learnKeys(
  known: oauth.JWKSCacheInput,
  { jwks_uri }: oauth.AuthorizationServer,
  options: ReturnType<typeof requestOptions>,
): Promise<void> {
  const url = known.jwks ? undefined : URL.parse(jwks_uri ?? '');
  if (!url || (url.protocol !== 'https:' && !options[oauth.allowInsecureRequests])) return;
  const fetch: typeof globalThis.fetch = options[oauth.customFetch];
  const response = await fetch(url.href, { method: 'GET', headers: { accept: 'application/json' } });
  if (response.status !== 200 || !/\bjson\b/.test(response.headers.get('content-type') ?? '')) return;
  const jwks = await response.json().catch(() => undefined);
  Object.assign(known, { jwks, uat: Math.floor(Date.now() / 1000) });
}

/**
 * Checks an ID token's signature (OpenID Connect Core, section 3.1.3.7): by the server's keys, or by the client secret where it is a MAC
 * (section 10.1). From the token endpoint TLS may do instead where no keys are known; no signature at all never will. Fails with `id_token_invalid`.
 */
export async function checkIdTokenSignature(
  { client_secret }: Pick<Profile, 'client_secret'>,
  server: oauth.AuthorizationServer,
  { response, id_token, by }: Signed,
  options: ReturnType<typeof requestOptions> & { [oauth.jwksCache]?: oauth.JWKSCacheInput },
): Promise<void> {
  const { alg = 'none' } = decodeProtectedHeader(id_token);
  if (alg === 'none') throw invalid('none');
  if (alg.startsWith('HS')) {
    if (!(await isMac(alg, id_token, client_secret))) throw invalid('secret');
  } else if (server.jwks_uri || by === 'browser') {
    await oauth.validateApplicationLevelSignature(server, response, options);
  }
}

/** oauth4webapi reads such a JWT too, and leaves its MAC to others. Its key is the secret alone, never one that the server publishes. */
async function isMac(alg: string, jwt: string, secret: string | undefined): Promise<boolean> {
  if (!secret) return false;
  const bytes = new TextEncoder();
  const hmac = { name: 'HMAC', hash: `SHA-${alg.slice(2)}` };
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), hmac, false, ['verify']);
  const end = jwt.lastIndexOf('.');
  const mac = new Uint8Array(base64url.decode(jwt.slice(end + 1)));
  return crypto.subtle.verify(hmac, key, mac, bytes.encode(jwt.slice(0, end)));
}

function invalid(claim: string): Failure {
  return new Failure('id_token_invalid', { claim });
}
