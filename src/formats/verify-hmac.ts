import type { HmacCheck } from '../core/webhook-check.ts';
import { bytesOf } from './bytes-of.ts';
import type { SignatureFinding } from './checked-delivery.ts';
import { deliveryFact, queryPairs } from './delivery-fact.ts';
import { likelyBodies } from './likely-bodies.ts';
import type { Delivery } from './read/delivery.ts';
import { headerOf } from './read/pasted-request.ts';
import { signedAge } from './signed-age.ts';
import { timeOf } from './time-of.ts';
import { unusable } from './unusable.ts';

/** Checks a signature made with a shared secret (RFC 2104). Fails with `import_unreadable` where the secret is not what the check says. */
export async function verifyHmac(
  delivery: Delivery,
  check: HmacCheck,
  secret: string,
  now: number,
): Promise<SignatureFinding> {
  const value = headerOf(delivery.headers, check.header);
  if (value === undefined) return { verdict: 'unsigned', sentence: `The delivery has no header ${check.header}.` };
  const found = readHeader(value, check);
  const timestamp = check.timestamp ? deliveryFact(delivery, check.timestamp) : found.timestamp;
  const needsTime = check.template.includes('{timestamp}');
  if (needsTime && timestamp === undefined)
    return { verdict: 'unsigned', sentence: 'The delivery does not say when it was signed.' };
  const signatures = found.signatures.map((each) => bytesOf(each, check.encoding)).filter((each) => each !== undefined);
  if (signatures.length === 0) {
    return {
      verdict: 'unsigned',
      sentence: `The header ${check.header} holds no signature like ${check.patterns.join(' and ')}.`,
    };
  }
  const key = await hmacKey(secret, check);
  const isSigned = async (body: string) => {
    const signed = new TextEncoder().encode(filled(check.template, { ...delivery, body }, timestamp ?? ''));
    const results = await Promise.all(signatures.map((each) => crypto.subtle.verify('HMAC', key, each, signed)));
    return results.includes(true);
  };
  const signedAt = timestamp === undefined ? undefined : timeOf(timestamp);
  for (const [body, remarks] of likelyBodies(delivery.body)) {
    if (await isSigned(body)) return { ...signedAge(signedAt, check.tolerance, now), remarks };
  }
  return {
    verdict: 'wrong',
    sentence: 'The signature is not the one of this body with this secret.',
    remarks: [
      'Check that the secret is the one of this webhook, and that the body is pasted as it was sent: formatting it changes it.',
    ],
    signedAt,
  };
}

function readHeader(value: string, { patterns, partSeparator }: HmacCheck) {
  const parts = partSeparator === undefined ? [value] : value.split(partSeparator);
  const signatures: string[] = [];
  let timestamp: string | undefined;
  for (const part of parts.map((each) => each.trim())) {
    for (const pattern of patterns) {
      const groups = patternOf(pattern).exec(part)?.groups;
      if (groups?.signature) signatures.push(groups.signature);
      timestamp ??= groups?.timestamp;
    }
  }
  return { signatures, timestamp };
}

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/\{(signature|timestamp)\}|[\\^$.*+?()[\]{}|/]/g, (all, name) =>
    name ? `(?<${name}>\\S+?)` : `\\${all}`,
  );
  try {
    return new RegExp(`^${source}$`);
  } catch {
    throw unusable('a pattern of a signature', 'it names the same thing twice', 'Correct the pattern.');
  }
}

function filled(template: string, delivery: Delivery, timestamp: string): string {
  const { url, headers, body } = delivery;
  const isForm = /x-www-form-urlencoded/i.test(headerOf(headers, 'content-type') ?? '');
  const words: Record<string, () => string> = {
    body: () => body,
    timestamp: () => timestamp,
    url: () => url,
    sortedParameters: () => sorted([...queryPairs(url), ...(isForm ? new URLSearchParams(body.trim()) : [])]),
    bodyUnlessForm: () => (isForm ? '' : body),
  };
  return template.replace(/\{(?:(\w+)|header:([^}]+))\}/g, (all, word, header) =>
    header ? (headerOf(headers, header.trim()) ?? '') : Object.hasOwn(words, word) ? (words[word]?.() ?? '') : all,
  );
}

function sorted(pairs: [string, string][]): string {
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('');
}

async function hmacKey(secret: string, { secret: form, hash }: HmacCheck): Promise<CryptoKey> {
  const bytes = form === 'text' ? new TextEncoder().encode(secret) : bytesOf(secret.replace(/^[a-z]+_/, ''), form);
  if (!bytes?.length) {
    throw unusable('a secret', bytes ? 'it is empty' : `it is not ${form}`, 'Copy the webhook’s secret anew.');
  }
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['verify']);
}
