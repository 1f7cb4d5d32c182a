export type Encrypted = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

/** Encrypted text with the nonce that it was encrypted under. `by` names the key; versions up to 0.4 had only one. */
export type Sealed = Encrypted & { by?: string };

/** What lies on disk of one record: only its key is readable. */
export type SealedEntry = { id: string; sealed: Sealed };
