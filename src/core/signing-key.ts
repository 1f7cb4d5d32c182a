import type { SigningAlgorithm } from './profile.ts';

/** A key that signs for clients. Once stored, no script can read the private part out. Times in ms since epoch. */
export type SigningKey = {
  id: string;
  alg: SigningAlgorithm;
  createdAt: number;
  privateKey: CryptoKey;
  /** With `kid`, `alg` and `use`, as it is to be registered. */
  publicJwk: JsonWebKey & { kid: string };
};

/** What the form shows of it. */
export type KeyView = Omit<SigningKey, 'privateKey'>;
