import { createHash } from 'node:crypto';
import { base64url, calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose';

/** A call with what it presents as a proof; `nonce` is what the API wants in it. */
export type ProvedCall = {
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  readonly proof: string | undefined;
  readonly nonce: string | undefined;
};

const seen = new Set<string>();

/**
 * Checks a DPoP proof as RFC 9449, section 4.3, says: one header, by the key that the token is bound to, for this method and URL and token,
 * fresh, with the API's nonce, and never seen before. Returns what is wrong with it.
 */
export async function faultOfProof({ method, url, proof, nonce }: ProvedCall, token: string, jkt: unknown) {
  if (!proof) return 'there is no proof';
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'PS256', 'EdDSA', 'Ed25519', 'RS256'],
      maxTokenAge: 60,
    });
    if ((await calculateJwkThumbprint(protectedHeader.jwk as JWK)) !== jkt) return 'it is by another key';
    if (payload.htm !== method || payload.htu !== url) return `it is for ${payload.htm} ${payload.htu}`;
    if (payload.ath !== base64url.encode(createHash('sha256').update(token).digest())) return 'it is for another token';
    if (nonce && payload.nonce !== nonce) return 'use_dpop_nonce';
    if (!payload.jti || seen.has(payload.jti)) return 'it was seen before';
    seen.add(payload.jti);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}
