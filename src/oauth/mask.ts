import { decodeJwt } from 'jose';
import type { Header } from '../core/exchange.ts';
import { isSecretName } from '../core/is-secret-name.ts';
import { type FoundSecret, findSecrets } from './find-secrets.ts';
import { hideKnown, mask } from './hide-known.ts';
import { replaceJwts } from './replace-jwts.ts';

function isSecretHeader(name: string): boolean {
  return name.toLowerCase() === 'dpop' || isSecretName(name);
}

/** What stands behind a text that was cut. */
export const cutMark = '… (cut here)';

/**
 * Takes secrets out of the texts of one trace: by the names of fields and headers, by shape (JWTs lose their signature), and, since a
 * server may repeat anything anywhere, every text that is known to be secret. What stood under a secret name in an earlier text is known in later ones.
 */
export function createMasker(secrets: readonly (string | undefined)[]) {
  const known = new Set(secrets.filter((secret): secret is string => Boolean(secret)));

  /** Remembers what a header carries that may not be shown. */
  function learnHeader([name, value]: Header): void {
    if (isSecretHeader(name)) learnSecret(value.replace(/^\S+ /, ''));
    else learn(value);
  }

  /** Remembers what stands under secret names. To be called with all texts of an exchange before any of them is masked. */
  function learn(text: string): void {
    for (const { value } of findSecrets(withoutMark(text))) learnSecret(value);
  }

  /** Remembers a text that is known to be secret. */
  function learnSecret(value: string): void {
    // What is this short is not a secret, or no longer one.
    if (value.length >= 6) known.add(value);
  }

  function maskText(text: string): string {
    const kept = withoutMark(text);
    const named = withoutNamed(kept);
    const masked = hideKnown(
      // One without a signature is worth nothing, or has lost it already.
      plainChallenge(replaceJwts(named, (jwt) => (jwt.endsWith('.') ? jwt : withoutSignature(jwt)))),
      [...known].filter((each) => each.length >= 4),
    );
    return masked + text.slice(kept.length);
  }

  function maskHeader([name, value]: Header): Header {
    if (name.toLowerCase() === 'dpop') return [name, withoutSignature(value)];
    if (!isSecretHeader(name)) return [name, maskText(value)];
    const scheme = /^(Basic|Bearer|DPoP) /i.exec(value)?.[0] ?? '';
    return [name, `${scheme}${mask}`];
  }

  return { learn, learnHeader, learnSecret, maskText, maskHeader };
}

function withoutMark(text: string): string {
  return text.endsWith(cutMark) ? text.slice(0, -cutMark.length) : text;
}

/** A text without what is secret by its name or place. */
function withoutNamed(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { from, to, isBare } of findSecrets(text)
    .map(hidden)
    .sort((a, b) => a.from - b.from || b.to - a.to)) {
    // What was read with other escapes may begin within what is hidden already.
    if (from >= end) parts.push(text.slice(end, from), isBare ? `"${mask}"` : mask);
    end = Math.max(end, to);
  }
  return [...parts, text.slice(end)].join('');
}

/** Of a signed statement the signature alone is hidden. */
function hidden({ from, to, value, isSigned, isBare }: FoundSecret): Pick<FoundSecret, 'from' | 'to' | 'isBare'> {
  const open = isSigned ? withoutSignature(value) : mask;
  return { from: from + (open.length - mask.length), to, isBare };
}

/** A JWT whose signature is gone. One that is encrypted, or that carries the verifier of a plain PKCE challenge, goes as a whole. */
function withoutSignature(value: string): string {
  const [header, payload, signature, ...more] = value.split('.');
  if (!payload || signature === undefined || more.length > 0) return mask;
  return carriesVerifier(value) ? mask : `${header}.${payload}.${mask}`;
}

function carriesVerifier(text: string): boolean {
  try {
    const { code_challenge, code_challenge_method } = decodeJwt(text);
    return code_challenge !== undefined && code_challenge_method !== 'S256';
  } catch {
    // It only looks like a JWT.
    return true;
  }
}

/** With the method “plain” the challenge is the verifier itself (RFC 7636, section 4.2). */
function plainChallenge(text: string): string {
  return /code_challenge_method=S256/.test(text)
    ? text
    : text.replace(/(^|[?&\s])(code_challenge)=[^&#\s]+/g, (_, before, name) => `${before}${name}=${mask}`);
}
