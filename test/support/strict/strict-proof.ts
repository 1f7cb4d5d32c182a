import { EmbeddedJWK, jwtVerify } from 'jose';
import type { OddAnswer, OddRequest } from '../odd-server.ts';

const nonce = 'strict-nonce';

/**
 * Checks a DPoP proof as RFC 9449, section 4.3, says: signed by the key in it, for this method and URL, fresh, once, and with the nonce that
 * this server wants (section 8). Undefined: there is none. Otherwise good, or the answer to send instead.
 */
export async function checkedProof(
  { headers, method, path }: OddRequest,
  origin: string,
  seen: Set<string>,
): Promise<'good' | OddAnswer | undefined> {
  const { dpop } = headers;
  if (dpop === undefined) return undefined;
  try {
    const options = {
      typ: 'dpop+jwt',
      requiredClaims: ['jti', 'iat', 'htm', 'htu'],
      maxTokenAge: 60,
      clockTolerance: 5,
    };
    const { payload, protectedHeader } = await jwtVerify(String(dpop), EmbeddedJWK, options);
    if (protectedHeader.jwk && 'd' in protectedHeader.jwk) return wrong('it carries a private key');
    if (payload.htm !== method || payload.htu !== origin + path.replace(/\?.*$/, ''))
      return wrong('for another request');
    if (payload.nonce !== nonce) return refused('use_dpop_nonce', 'a nonce is wanted');
    if (seen.has(String(payload.jti))) return wrong('jti was used before');
    seen.add(String(payload.jti));
    return 'good';
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function wrong(error_description: string): OddAnswer {
  return refused('invalid_dpop_proof', error_description);
}

function refused(error: string, error_description: string): OddAnswer {
  return { status: 400, headers: { 'DPoP-Nonce': nonce }, json: { error, error_description } };
}
