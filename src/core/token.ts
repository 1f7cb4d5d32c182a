import type { FailureRecord } from './failure.ts';
import { isRepeatable } from './grant-type.ts';
import type { Profile } from './profile.ts';

/** Whom a token speaks for. */
export type User = { sub: string; name: string };

/** One more token of the same answer, named by the tester. */
export type FurtherToken = Pick<Token, 'access_token' | 'token_type' | 'refresh_token' | 'scope' | 'expiresAt'> & {
  name: string;
};

/** One access token with what came along. Every time is in milliseconds since epoch. */
export type Token = {
  id: string;
  profileId: string;
  access_token: string;
  token_type: string;
  refresh_token?: string;
  id_token?: string;
  scope: string[];
  obtainedAt: number;
  /** Absent when the server gave no `expires_in`. */
  expiresAt?: number;
  /** When its refresh token ends. Absent when nobody says so. */
  refreshExpiresAt?: number;
  /** Where it came from, when the callback named one of several hosts. */
  origin?: string;
  further?: FurtherToken[];
  /** Of one of those, kept as a token of its own: what the tester calls it, and the token that it came with. */
  name?: string;
  besideId?: string;
  user?: User;
  /** The key that it is bound to (RFC 9449). */
  dpopKeyId?: string;
  /** Every other field of the response, as it came. */
  rest: Record<string, unknown>;
  /** Why the last renewal failed; gone with the next token. */
  renewal?: { failedAt: number; failure: FailureRecord };
  /** When it was renewed last since an API refused it, by the pattern that names the page; gone with a token that comes otherwise. */
  refused?: Record<string, number>;
};

/** Clocks are set right by seconds all the time; what lies further ahead than this was written before the clock was set back. */
const slack = 60_000;

/** Whether the clock was set back since this time (ms since epoch) was written down: it says nothing any more. */
export function isAhead(time: number, now: number): boolean {
  return time > now + slack;
}

/**
 * When a token should be renewed (ms since epoch): a little before it ends, at most half a minute; at once where nobody can tell, since the
 * clock was set back. Undefined: never.
 */
export function dueAt(token: Pick<Token, 'obtainedAt' | 'expiresAt'>, now: number): number | undefined {
  if (token.expiresAt === undefined) return undefined;
  if (isAhead(token.obtainedAt, now)) return now;
  return token.expiresAt - Math.min(30_000, (token.expiresAt - token.obtainedAt) * 0.1);
}

export function isDue(token: Pick<Token, 'obtainedAt' | 'expiresAt'>, now: number): boolean {
  const due = dueAt(token, now);
  return due !== undefined && now >= due;
}

export function isExpired(token: Pick<Token, 'expiresAt'>, now: number): boolean {
  return token.expiresAt !== undefined && now >= token.expiresAt;
}

/** Whether an API takes the token only with a proof of its key (RFC 9449, section 7.1). */
export function isProofBound(token: Pick<Token, 'token_type' | 'dpopKeyId'>): boolean {
  return token.dpopKeyId !== undefined && token.token_type.toLowerCase() === 'dpop';
}

/** Whether Tokendock can get a fresh token without asking anybody. */
export function isRenewable(
  token: Pick<Token, 'refresh_token' | 'besideId'>,
  profile: Pick<Profile, 'grant_type'>,
): boolean {
  return token.refresh_token !== undefined || (token.besideId === undefined && isRepeatable(profile.grant_type));
}

/**
 * From when on a renewal may be tried by itself (ms since epoch): never after the server refused (undefined), rarely after other
 * failures, and not again and again when the server gives tokens that have ended already.
 */
export function mayRenewFrom(token: Pick<Token, 'obtainedAt' | 'renewal'>, now: number): number | undefined {
  const after = (time: number, pause: number) => (isAhead(time, now) ? now : time + pause);
  if (!token.renewal) return after(token.obtainedAt, 1_000);
  const { failedAt, failure } = token.renewal;
  const final = ['grant_expired', 'client_refused', 'token_refused', 'scope_refused'].includes(failure.code);
  return final ? undefined : after(failedAt, 30_000);
}

export function mayRenewItself(token: Pick<Token, 'obtainedAt' | 'renewal'>, now: number): boolean {
  const from = mayRenewFrom(token, now);
  return from !== undefined && now >= from;
}

/** Its renewals of the last minute that a refusal was the reason for. */
export function lateRefusals({ refused = {} }: Pick<Token, 'refused'>, now: number): Record<string, number> {
  return Object.fromEntries(Object.entries(refused).filter(([, at]) => Math.abs(now - at) < 60_000));
}
