/** The key pair that a token is bound to (RFC 9449). The private part can't be read out of the browser. */
export type DpopKey = {
  /** What a token or login names as its `dpopKeyId`. */
  id: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
};
