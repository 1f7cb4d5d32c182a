/** `unsigned`: there is nothing to check, since what carries the signature or its time is missing. */
export type Verdict = 'good' | 'too_old' | 'wrong' | 'unsigned';

export type CheckedDelivery = {
  verdict: Verdict;
  /** What was found, in a sentence. */
  sentence: string;
  /** What the tester should know or try besides. */
  remarks: string[];
  eventType: string | undefined;
  eventId: string | undefined;
  /** When it was signed, in milliseconds since epoch. */
  signedAt: number | undefined;
};

/** What is said about a signature alone. */
export type SignatureFinding = Pick<CheckedDelivery, 'verdict' | 'sentence'> & {
  remarks?: string[];
  signedAt?: number | undefined;
};
