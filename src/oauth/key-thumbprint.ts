import { calculateJwkThumbprint, exportJWK } from 'jose';

/** The thumbprint by which a token names the key that it is bound to (RFC 7638; RFC 9449, section 6). */
export async function keyThumbprint(publicKey: CryptoKey): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(publicKey));
}
