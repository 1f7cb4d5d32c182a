/** A header as it stood on the wire. */
export type Header = [name: string, value: string];

/** A deviation of the server that was tolerated, or something worth knowing, with the section that says how it should be. */
export type Finding = { sentence: string; section: string };

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
  what: 'login' | 'renewal' | 'revocation' | 'introspection' | 'user info' | 'registration';
  startedAt: number;
  exchanges: Exchange[];
};
