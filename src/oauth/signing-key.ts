import { calculateJwkThumbprint, exportJWK, importJWK, importPKCS8, type JWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { SigningAlgorithm } from '../core/profile.ts';
import type { SigningKey } from '../core/signing-key.ts';

/** A new key, extractable until it is stored: only so can it be encrypted. `now` in milliseconds since epoch. */
export async function newSigningKey(alg: SigningAlgorithm, id: string, now: number): Promise<SigningKey> {
  const { privateKey, publicKey } = await oauth.generateKeyPair(alg, { extractable: true });
  return { id, alg, createdAt: now, privateKey, publicJwk: await registered(await exportJWK(publicKey), alg) };
}

/**
 * A key that the tester has: a PEM as PKCS#8 (RFC 5958), or a JWK (RFC 7517) with its private part. Fails with `key_invalid`, and never
 * repeats anything of the text.
 */
export async function importSigningKey(
  text: string,
  alg: SigningAlgorithm,
  id: string,
  now: number,
): Promise<SigningKey> {
  const jwk = text.trim().startsWith('{') ? jwkOf(text) : await jwkOfPem(text.trim(), alg);
  if (jwk.d === undefined) throw invalid('it is a public key', 'Take the private one.');
  // What a JWK says of its own use would forbid to import it.
  const { key_ops: _1, ext: _2, use: _3, alg: _4, ...bare } = jwk;
  const privateKey = await importJWK({ ...bare, alg }, alg, { extractable: true }).catch(() => undefined);
  if (!(privateKey instanceof CryptoKey)) throw misfit(alg);
  const { modulusLength } = privateKey.algorithm as Partial<RsaHashedKeyAlgorithm>;
  if (modulusLength !== undefined && modulusLength < 2048)
    throw invalid(`it has ${modulusLength} bits`, 'RFC 7518, section 3.3 asks for 2048 or more.');
  const { kty, crv, x, y, n, e, kid } = jwk;
  const open = Object.entries({ kty, crv, x, y, n, e, kid }).filter(([, value]) => value !== undefined);
  return { id, alg, createdAt: now, privateKey, publicJwk: await registered(Object.fromEntries(open) as JWK, alg) };
}

/** What is registered with the server. Its `kid` is its own, or its thumbprint (RFC 7638). */
async function registered(jwk: JWK, alg: SigningAlgorithm): Promise<SigningKey['publicJwk']> {
  const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk));
  return { ...(jwk as JsonWebKey), kid, alg, use: 'sig' };
}

function jwkOf(text: string): JWK {
  const given = parsed(text);
  const keys = Array.isArray(given.keys) ? (given.keys as JWK[]) : undefined;
  if (keys && keys.length !== 1) throw invalid('it is a set of several keys', 'Paste one of them.');
  const jwk = keys?.[0] ?? (given as JWK);
  if (jwk.kty === 'oct')
    throw invalid('it is a secret, not a key pair', 'A secret belongs into the field “Client secret”.');
  if (typeof jwk.kty !== 'string') throw invalid('it is JSON, but no JWK', 'A JWK has at least “kty”.');
  return jwk;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw invalid('it is broken JSON', 'Copy it whole, from the first brace to the last.');
  }
}

async function jwkOfPem(pem: string, alg: SigningAlgorithm): Promise<JWK> {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (label === undefined)
    throw invalid('it is neither a PEM nor a JWK', 'A PEM begins with “-----BEGIN PRIVATE KEY-----”, a JWK with “{”.');
  if (label === 'ENCRYPTED PRIVATE KEY')
    throw invalid('it is encrypted', 'Decrypt it first: openssl pkcs8 -in key.pem -out plain.pem');
  if (label === 'RSA PRIVATE KEY' || label === 'EC PRIVATE KEY')
    throw invalid(`it is an older form (“${label}”)`, 'Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem');
  if (label !== 'PRIVATE KEY') throw invalid(`it is not a private key but “${label}”`, 'Take the private one.');
  // Extractable for a moment: only so can its public part be had.
  const key = await importPKCS8(pem, alg, { extractable: true }).catch(() => undefined);
  if (!key) throw misfit(alg);
  return exportJWK(key);
}

function misfit(alg: SigningAlgorithm): Failure {
  return invalid(`it is damaged, or not made for ${alg}`, 'Choose the algorithm that the key was made for.');
}

function invalid(reason: string, tryThis: string): Failure {
  return new Failure('key_invalid', { reason, tryThis });
}
