import { importJWK, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { AuthMethod } from '../../../src/core/profile.ts';
import { clientKey } from '../client-key.ts';
import type { OddRequest } from '../odd-server.ts';

/** The clients that every strict server knows, each by one method and no other (RFC 7591, section 2). */
export const strictClients = {
  none: { client_id: 'strict-public' },
  client_secret_basic: { client_id: 'strict-client', client_secret: 'strict-secret' },
  client_secret_post: { client_id: 'strict-post', client_secret: 'strict:secret&post' },
  client_secret_jwt: { client_id: 'strict-secret-jwt', client_secret: 'a-strict-secret-long-enough-for-HS256' },
  /** Signs with the key of test/support/client-key.ts. */
  private_key_jwt: { client_id: 'strict-key' },
} satisfies { [Method in Exclude<AuthMethod, 'tls_client_auth'>]: { client_id: string; client_secret?: string } };

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Checks who asks as RFC 6749, section 2.3, and RFC 7523, section 3, say: by one method, the registered one; assertions signed, for this
 * token endpoint, in time and each once. Returns the method, or what is wrong.
 */
export async function authenticated(
  { headers, body }: OddRequest,
  tokenEndpoint: string,
  seen: Set<string>,
): Promise<{ method: string } | { wrong: string }> {
  const used = [
    headers.authorization !== undefined && 'client_secret_basic',
    body.has('client_secret') && 'client_secret_post',
    body.has('client_assertion') && 'assertion',
  ].filter((each) => each !== false);
  if (used.length > 1) return { wrong: 'more than one method (RFC 6749, section 2.3)' };
  const { none, client_secret_basic, client_secret_post } = strictClients;
  switch (used[0]) {
    case undefined:
      return body.get('client_id') === none.client_id ? { method: 'none' } : { wrong: 'who are you?' };
    case 'client_secret_basic':
      return headers.authorization === basicOf(client_secret_basic) ? { method: used[0] } : { wrong: 'wrong Basic' };
    case 'client_secret_post': {
      const { client_id, client_secret } = client_secret_post;
      const isRight = body.get('client_id') === client_id && body.get('client_secret') === client_secret;
      return isRight ? { method: used[0] } : { wrong: 'wrong secret' };
    }
    default:
      return byAssertion(body, tokenEndpoint, seen);
  }
}

/** Form-encoded, as RFC 6749, section 2.3.1 says. */
export function basicOf({ client_id, client_secret }: { client_id: string; client_secret: string }): string {
  return `Basic ${btoa([client_id, client_secret].map(encodeURIComponent).join(':'))}`;
}

async function byAssertion(body: URLSearchParams, tokenEndpoint: string, seen: Set<string>) {
  if (body.get('client_assertion_type') !== assertionType) return { wrong: 'wrong client_assertion_type' };
  const assertion = body.get('client_assertion') ?? '';
  const { client_secret_jwt } = strictClients;
  const keys = {
    client_secret_jwt: new TextEncoder().encode(client_secret_jwt.client_secret),
    private_key_jwt: await importJWK(clientKey.publicJwk),
  };
  for (const [method, key] of Object.entries(keys)) {
    const { client_id } = strictClients[method as keyof typeof keys];
    if (body.get('client_id') !== client_id) continue;
    const rules: JWTVerifyOptions = {
      audience: tokenEndpoint,
      issuer: client_id,
      subject: client_id,
      requiredClaims: ['exp', 'jti'],
      clockTolerance: 0,
    };
    try {
      const { jti = '' } = (await jwtVerify(assertion, key, rules)).payload;
      if (seen.has(jti)) return { wrong: 'jti was used before' };
      seen.add(jti);
      return { method };
    } catch (error) {
      return { wrong: (error as Error).message };
    }
  }
  return { wrong: 'no such client' };
}
