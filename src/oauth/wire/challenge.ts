import { base64url } from 'jose';
import type { Deviations } from '../../core/deviations.ts';

/** A PKCE challenge (RFC 7636, section 4.2: base64url) as this provider writes it. */
export function writtenChallenge(challenge: string, how: Deviations['challenge']): string {
  if (!how) return challenge;
  const bytes = base64url.decode(challenge);
  if (how === 'hex') return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return btoa(String.fromCharCode(...bytes));
}
