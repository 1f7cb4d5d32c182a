import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { DecodedJwt } from '../core/token-details.ts';

/** What a JWT says, unchecked. Undefined where the text is none (RFC 7519, section 7.2). */
export function decodedJwt(text: string): DecodedJwt | undefined {
  try {
    return { header: { ...decodeProtectedHeader(text) }, claims: decodeJwt(text) };
  } catch {
    // An opaque token is as good as a JWT.
    return undefined;
  }
}
