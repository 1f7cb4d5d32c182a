import { createRemoteJWKSet, customFetch, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import { explain } from './explain.ts';
import { hasIssuer, mayBeInsecure, serverHost, serverOf } from './server.ts';
import { serverFetch } from './server-fetch.ts';

/** How far the clocks of servers may be off (seconds). */
const tolerance = 30;

/**
 * Checks an ID token's signature and claims now (OpenID Connect Core, section 3.1.3.7; `nonce` and hashes belong to its login). Returns its
 * claims. Fails with `id_token_wrong`, `id_token_unchecked`, `id_token_over` (all is right, but its time), or as `serverFetch` does.
 */
export async function verifyIdToken(
  profile: Profile,
  idToken: string,
  ports: { fetch: typeof fetch; now(): number },
): Promise<JWTPayload> {
  try {
    const { payload } = await check(profile, idToken, ports);
    const { aud, azp } = payload;
    if (Array.isArray(aud) && aud.length > 1 && azp !== profile.client_id)
      throw new Failure('id_token_wrong', { reason: 'it is for several clients, and its “azp” is not this one' });
    return payload;
  } catch (error) {
    // jose throws a TypeError for a key that is too small, for example.
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw told(error);
    throw await explain(error, { host: serverHost(profile), secrets: [idToken] });
  }
}

function check(profile: Profile, idToken: string, ports: { fetch: typeof fetch; now(): number }) {
  if (!hasIssuer(profile)) throw new Failure('id_token_unchecked', { reason: 'the profile names no issuer' });
  const { issuer, jwks_uri } = serverOf(profile);
  const claims = {
    issuer,
    audience: profile.client_id,
    requiredClaims: ['sub', 'iat', 'exp'],
    currentDate: new Date(ports.now()),
    clockTolerance: tolerance,
  };
  if (/^HS/.test(decodeProtectedHeader(idToken).alg ?? '')) {
    if (!profile.client_secret)
      throw new Failure('id_token_unchecked', { reason: 'it is signed with a client secret that the profile lacks' });
    return jwtVerify(idToken, new TextEncoder().encode(profile.client_secret), claims);
  }
  if (!jwks_uri)
    throw new Failure('id_token_unchecked', { reason: 'no place of the server’s keys (jwks_uri) is known' });
  if (/^http:/i.test(jwks_uri) && !mayBeInsecure(profile)) throw new Failure('insecure_endpoint', { url: jwks_uri });
  const ask = serverFetch(ports.fetch);
  const keys = createRemoteJWKSet(new URL(jwks_uri), {
    [customFetch]: (url, request) => ask(url, { ...request, body: null }),
  });
  return jwtVerify(idToken, keys, claims);
}

function told(error: errors.JOSEError | TypeError): Failure {
  if (error instanceof errors.JWTExpired) return new Failure('id_token_over');
  if (error instanceof errors.JWTClaimValidationFailed)
    return new Failure('id_token_wrong', { reason: `its “${error.claim}” is not what it should be` });
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new Failure('id_token_wrong', { reason: 'its signature is wrong' });
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return new Failure('id_token_unchecked', { reason: 'none of the server’s keys is the one that it names' });
  if (error instanceof errors.JWKSInvalid || error instanceof TypeError)
    return new Failure('id_token_unchecked', { reason: 'the server’s key set is broken' });
  return new Failure('id_token_wrong', { reason: error.message });
}
