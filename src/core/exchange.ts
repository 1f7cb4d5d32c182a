import type { FindingCode } from './finding-text.ts';

/** A header as it stood on the wire. */
export type Header = [name: string, value: string];

/**
 * A deviation of the server that was tolerated, or something worth knowing. `findingText` has the words for it, which the background does
 * without.
 */
export type Finding = { code: FindingCode; values?: Record<string, string> };

/** One HTTP request and its answer, every secret masked. Times in milliseconds (since epoch for `at`). */
export type Exchange = {
  id: string;
  /** What it was for, in words: `token request`, `discovery`. */
  purpose: string;
  at: number;
  took: number;
  request: { method: string; url: string; headers: Header[]; body: string };
  /** Undefined: no answer came. */
  response: { status: number; headers: Header[]; body: string } | undefined;
  findings: Finding[];
};

/** All exchanges of one login, renewal, or endpoint call of a profile. */
export type Trace = {
  id: string;
  profileId: string;
  what: 'login' | 'renewal' | 'revocation' | 'introspection' | 'user info' | 'token check' | 'registration';
  startedAt: number;
  exchanges: Exchange[];
};
