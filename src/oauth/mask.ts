import { decodeJwt } from 'jose';
import type { Header } from '../core/exchange.ts';
import { hideKnown } from './explain.ts';
import { replaceJwts } from './replace-jwts.ts';

/** What stands where a secret was. */
export const mask = '••••';

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

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'dpop'];

/** Names of a tester's or server's own making. Without a limit, a text of such words takes the square of its length. */
const telling = '[\\w.-]{0,100}(?:secret|passw|api[_-]?key)[\\w.-]{0,100}';

const inForm = new RegExp(
  `(^|[?&#;\\s])(${[...secretNames, ...signedNames, telling].join('|')})=([^&#;\\s"'<>]+)`,
  'gi',
);
const inJson = new RegExp(
  `"(${[...secretMembers, ...signedNames, telling].join('|')})"(\\s*:\\s*)"((?:[^"\\\\]|\\\\.)*)"`,
  'gi',
);

/**
 * Takes secrets out of the texts of one trace: by the names of fields and headers, by shape (JWTs lose their signature), and, since a
 * server may repeat anything anywhere, every text that is known to be secret. What stood under a secret name in an earlier text is known in later ones.
 */
export function createMasker(secrets: readonly (string | undefined)[]) {
  const known = new Set(secrets.filter((secret): secret is string => Boolean(secret)));

  /** Remembers what a header carries that may not be shown. */
  function learnHeader([name, value]: Header): void {
    if (secretHeaders.includes(name.toLowerCase())) learnSecret(value.replace(/^\S+ /, ''));
    else learn(value);
  }

  /** Remembers what stands under secret names. To be called with all texts of an exchange before any of them is masked. */
  function learn(text: string): void {
    for (const [, , , value = ''] of text.matchAll(inForm)) learnSecret(decoded(value));
    for (const [, , , value = ''] of text.matchAll(inJson)) learnSecret(fromJson(value));
  }

  /** Remembers a text that is known to be secret. */
  function learnSecret(value: string): void {
    // What is this short is not a secret, or no longer one.
    if (value.length >= 6) known.add(value);
  }

  function maskText(text: string): string {
    const named = text
      .replace(inForm, (_, before, name, value) => `${before}${name}=${maskValue(name, value)}`)
      .replace(inJson, (_, name, colon, value) => `"${name}"${colon}"${maskValue(name, value)}"`);
    return hideKnown(
      // One without a signature is worth nothing, or has lost it already.
      plainChallenge(replaceJwts(named, (jwt) => (jwt.endsWith('.') ? jwt : withoutSignature(jwt)))),
      [...known].filter((each) => each.length >= 4),
    );
  }

  function maskHeader([name, value]: Header): Header {
    const low = name.toLowerCase();
    if (low === 'dpop') return [name, withoutSignature(value)];
    if (!secretHeaders.includes(low) && !new RegExp(`^${telling}$`).test(low)) return [name, maskText(value)];
    const scheme = /^(Basic|Bearer|DPoP) /i.exec(value)?.[0] ?? '';
    return [name, `${scheme}${mask}`];
  }

  return { learn, learnHeader, learnSecret, maskText, maskHeader };
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

function fromJson(value: string): string {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return value;
  }
}

function decoded(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? value;
}
