import type { failures } from './failure-text.ts';

/** What the server said, cut to a length that a person reads. Never holds a token, code, verifier or secret. */
export type Quote = { error?: string; error_description?: string; error_uri?: string; status?: number };

export type FailureCode = keyof typeof failures;
type Values = Record<string, string | number>;

/** A failure as it is stored; `failureText` has the words for it, which the background does without. */
export type FailureRecord = { code: FailureCode; values: Values; quote?: Quote };

/** The one error that crosses borders inside Tokendock. Its `message` is for developers. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly values: Values;
  readonly quote: Quote | undefined;

  constructor(code: FailureCode, values: Values = {}, quote?: Quote) {
    super([code, ...Object.values(values)].join(', '));
    this.name = 'Failure';
    this.code = code;
    this.values = values;
    this.quote = quote;
  }
}

/** The record of any error: failures as they are, also those that crossed a message border; the rest as `unknown`. */
export function failureRecord(error: unknown): FailureRecord {
  const known = error as Partial<Failure> | undefined;
  if (known?.name === 'Failure' && typeof known.code === 'string' && typeof known.values === 'object') {
    return { code: known.code, values: known.values, ...(known.quote && { quote: known.quote }) };
  }
  const reason = typeof error === 'string' ? error : known?.message;
  return { code: 'unknown', values: { reason: typeof reason === 'string' ? reason : typeof error } };
}
