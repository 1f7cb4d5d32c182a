/** The key pair that a token is bound to (RFC 9449). Once stored, no script can read the private part out. */
export type DpopKey = {
  /** What a token or login names as its `dpopKeyId`. */
  id: string;
  /** Whose token. Absent in keys of versions up to 0.4. */
  profileId?: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
};
