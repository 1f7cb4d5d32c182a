import {
  base64url,
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  errors,
  flattenedVerify,
  type JSONWebKeySet,
} from 'jose';
import type { JwsCheck } from '../core/webhook-check.ts';
import { bytesOf } from './bytes-of.ts';
import type { SignatureFinding } from './checked-delivery.ts';
import { deliveryFact } from './delivery-fact.ts';
import { likelyBodies } from './likely-bodies.ts';
import type { Delivery } from './read/delivery.ts';
import { headerOf } from './read/pasted-request.ts';
import { signedAge } from './signed-age.ts';
import { timeOf } from './time-of.ts';
import { unusable } from './unusable.ts';

/** A compact JWS over its own payload, or over the body (`header..signature`; RFC 7515, appendix F; unencoded: RFC 7797). */
export async function verifyJws(
  delivery: Delivery,
  check: JwsCheck,
  jwks: JSONWebKeySet,
  now: number,
): Promise<SignatureFinding> {
  const jws = (check.header === undefined ? delivery.body : (headerOf(delivery.headers, check.header) ?? '')).trim();
  if (!jws) {
    return {
      verdict: 'unsigned',
      sentence: check.header ? `The delivery has no header ${check.header}.` : 'The delivery has no body.',
    };
  }
  const [, payload, signature, ...more] = jws.split('.');
  if (payload === undefined || signature === undefined || more.length > 0) {
    return { verdict: 'unsigned', sentence: 'What should be the signature is no JWS: it has not three parts.' };
  }
  const keySet = keysOf(jwks);
  if (payload !== '') {
    const isRight = await compactVerify(jws, keySet).then(({ payload }) => payload, reasonOf);
    if (!isRight || typeof isRight === 'string') return { verdict: 'wrong', sentence: isRight || notOfThese };
    if (check.header !== undefined && !(await speaksOf(delivery.body, isRight))) {
      return { verdict: 'wrong', sentence: 'The signature is right, but of something else than this body.' };
    }
    return signedAge(jwsTime(delivery, jws), check.tolerance, now);
  }
  for (const [body, remarks] of likelyBodies(delivery.body)) {
    const isRight = await detached(jws, body, keySet).catch(reasonOf);
    if (isRight === true) return { ...signedAge(jwsTime(delivery, jws), check.tolerance, now), remarks };
    if (isRight) return { verdict: 'wrong', sentence: isRight };
  }
  return { verdict: 'wrong', sentence: notOfThese };
}

const notOfThese = 'The signature is not the one of this delivery with these keys.';

/** Whether what is signed is the body, or has its SHA-256 hash in it, as Plaid does. */
async function speaksOf(body: string, signed: Uint8Array): Promise<boolean> {
  const text = new TextDecoder().decode(signed);
  for (const [likely] of likelyBodies(body)) {
    if (likely === text) return true;
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(likely)));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const base64 = btoa(String.fromCharCode(...bytes));
    if ([hex, base64, base64url.encode(bytes)].some((hash) => text.includes(hash))) return true;
  }
  return false;
}

async function detached(jws: string, body: string, keySet: ReturnType<typeof keysOf>): Promise<true> {
  const [head = '', , signature = ''] = jws.split('.');
  const { b64 } = JSON.parse(new TextDecoder().decode(bytesOf(head, 'base64')));
  const payload = b64 === false ? body : base64url.encode(body);
  await flattenedVerify({ protected: head, payload, signature }, keySet);
  return true;
}

/** False: another body may still be the right one. A sentence: nothing will help. */
function reasonOf(error: unknown): false | string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return false;
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'None of the keys is the one that signed this (no kid and alg like it).';
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return 'Several of the keys fit, and the signature does not say which one it is.';
  return 'What should be the signature is no JWS that can be read.';
}

function keysOf(jwks: JSONWebKeySet): ReturnType<typeof createLocalJWKSet> {
  try {
    return createLocalJWKSet(jwks);
  } catch {
    throw unusable('a JWK set', 'it has no list of keys', 'Paste what the provider publishes at its jwks_uri.');
  }
}

function jwsTime(delivery: Delivery, jws: string): number | undefined {
  const claims = jws.includes('..') ? delivery.body : jwsClaims(jws);
  const iat = deliveryFact({ ...delivery, body: claims }, { in: 'body', name: 'iat' });
  return iat === undefined ? undefined : timeOf(iat);
}

/** The payload of a JWS as JSON text, for its fields to be found. */
export function jwsClaims(jws: string): string {
  try {
    return JSON.stringify(decodeJwt(jws.trim()));
  } catch {
    // Its payload is something else; then there are no fields.
    return '';
  }
}
