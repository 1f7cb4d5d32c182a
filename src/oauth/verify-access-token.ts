import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import { explain } from './explain.ts';
import { hasIssuer, serverHost, serverOf } from './server.ts';
import { serverFetch } from './server-fetch.ts';

/** How far the clocks of servers may be off (seconds). */
const clockTolerance = 30;

/**
 * Checks an access token that is a JWT (RFC 9068, section 4) by its signature, its times and, where the profile names one, its issuer.
 * `wrong` is a reason in words, with what the token says. Fails with `token_uncheckable`, or as `serverFetch` does.
 */
export async function verifyAccessToken(
  profile: Profile,
  accessToken: string,
  jwksUri: string,
  ports: { fetch: typeof fetch; now(): number },
): Promise<{ claims: JWTPayload; wrong?: string }> {
  const ask = serverFetch(ports.fetch);
  const keys = createRemoteJWKSet(new URL(jwksUri), {
    [customFetch]: (url, request) => ask(url, { ...request, body: null }),
  });
  try {
    const { payload } = await jwtVerify(accessToken, keys, {
      ...(hasIssuer(profile) && { issuer: serverOf(profile).issuer }),
      currentDate: new Date(ports.now()),
      clockTolerance,
    });
    return { claims: payload };
  } catch (error) {
    const wrong = wrongIn(error);
    if (wrong) return wrong;
    throw await explain(error, { host: serverHost(profile), secrets: [accessToken] });
  }
}

function wrongIn(error: unknown): { claims: JWTPayload; wrong: string } | undefined {
  // jose says so of a key that is too small, for example.
  if (error instanceof TypeError)
    throw new Failure('token_uncheckable', { reason: 'the key that it names can’t be used' });
  if (!(error instanceof errors.JOSEError)) return undefined;
  if (error instanceof errors.JWTExpired) return { claims: error.payload, wrong: 'it has ended' };
  if (error instanceof errors.JWTClaimValidationFailed)
    return { claims: error.payload, wrong: `its “${error.claim}” is not what it should be` };
  if (error instanceof errors.JWSSignatureVerificationFailed) return { claims: {}, wrong: 'its signature is wrong' };
  if (error instanceof errors.JWKSNoMatchingKey)
    return { claims: {}, wrong: 'none of the keys is the one that it names' };
  if (error instanceof errors.JWKSInvalid || error instanceof errors.JWKSMultipleMatchingKeys)
    throw new Failure('token_uncheckable', { reason: 'the key set can’t be used' });
  throw new Failure('token_uncheckable', { reason: 'it is not a signed JWT' });
}
