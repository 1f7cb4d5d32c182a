import { exportJWK, generateKeyPair } from 'jose';
import type { SigningAlgorithm } from '../../src/core/profile.ts';
import type { SigningKey } from '../../src/core/signing-key.ts';

/** A key as Tokendock keeps it: not extractable, with the public part that is registered. */
export async function createClientKey(id = 'client-key', alg: SigningAlgorithm = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const publicJwk = { ...(await exportJWK(publicKey)), kid: id, alg, use: 'sig' };
  return { id, alg, createdAt: 0, privateKey, publicJwk };
}

/** The key that is registered for every test client. */
export const clientKey = await createClientKey();
