import { decodeJwt } from 'jose';
import type { Header } from '../core/exchange.ts';
import { isSecretName } from '../core/is-secret-name.ts';
import { hideKnown, mask } from './hide-known.ts';
import { replaceJwts } from './replace-jwts.ts';

/** Parameters, form fields and JSON members whose value is a secret, whatever it looks like. */
const secretNames = [
  'access_token',
  'refresh_token',
  'subject_token',
  'actor_token',
  'token',
  'client_secret',
  'code',
  'code_verifier',
  'device_code',
  'auth_req_id',
  'password',
  'assertion',
  'registration_access_token',
  'login_hint_token',
  'response',
];

/** Signed statements: they are worth nothing without their signature, and what they say is what a tester wants to see. */
const signedNames = ['id_token', 'id_token_hint', 'logout_token', 'client_assertion', 'assertion', 'request'];

/** In the JSON of others `code`, `token`, `password` and `response` are words like any other. */
const secretMembers = secretNames.filter((name) => !['code', 'token', 'response'].includes(name));

function isSecretHeader(name: string): boolean {
  return name.toLowerCase() === 'dpop' || isSecretName(name);
}

/** Names of a tester's or server's own making. Without a limit, a text of such words takes the square of its length. */
const telling = '[\\w.-]{0,100}(?:secret|passw|api[_-]?key)[\\w.-]{0,100}';

const inForm = new RegExp(
  `(^|[?&#;\\s])(${[...secretNames, ...signedNames, telling].join('|')})=([^&#;\\s"'<>]+)`,
  'gi',
);
const member = [...secretMembers, telling].join('|');
/** A text may break off within a value. As what begins always ends, too, no text is read to its end again and again. */
const inJson = new RegExp(
  `"(${member}|${signedNames.join('|')})"(\\s*:\\s*)"((?:[^"\\\\]|\\\\[\\s\\S])*)("|\\\\?$)`,
  'gi',
);
const secretMember = new RegExp(`^\\s*(?:${member})\\s*$`, 'i');

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
    const kept = withoutMark(text);
    for (const [, , , value = ''] of kept.matchAll(inForm)) learnSecret(decoded(value));
    for (const [, , , value = ''] of kept.matchAll(inJson)) learnSecret(String(parsed(`"${value}"`) ?? value));
    for (const value of secretsIn(text)) learnSecret(value);
  }

  /** Remembers a text that is known to be secret. */
  function learnSecret(value: string): void {
    // What is this short is not a secret, or no longer one.
    if (value.length >= 6) known.add(value);
  }

  function maskText(text: string): string {
    const kept = withoutMark(text);
    const named = kept
      .replace(inForm, (_, before, name, value) => `${before}${name}=${maskValue(name, value)}`)
      .replace(inJson, (_, name, colon, value, end) => `"${name}"${colon}"${maskValue(name, value)}${end}`);
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

function maskValue(name: string, value: string): string {
  return signedNames.includes(name.toLowerCase()) ? withoutSignature(value) : mask;
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

/** All texts of a JSON text that stand under a secret name, however deep: some servers put a token into an object, or a list. */
function secretsIn(text: string): string[] {
  const found: string[] = [];
  const waiting: [value: unknown, isSecret: boolean][] = [[parsed(text), false]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, isSecret] = next;
    if (typeof value === 'string' && isSecret) found.push(value);
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) waiting.push([each, isSecret || secretMember.test(name)]);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, or cut: what stands in it is found by its looks alone.
    return undefined;
  }
}

function decoded(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? value;
}
