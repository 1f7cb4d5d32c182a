import type { FailureRecord } from './failure.ts';
import type { KnownField } from './profile.ts';

/** The parts of a JWT, read and not checked. */
export type DecodedJwt = { header: Record<string, unknown>; claims: Record<string, unknown> };

/** What was found when a token was checked: good, or what is wrong with it. */
export type Verdict = { good: true } | { good: false; failure: FailureRecord };

/** All that is known of a token. Its own text is not in it: that crosses on copy only. */
export type TokenDetails = {
  id: string;
  profileId: string;
  label: string;
  token_type: string;
  scope: string[];
  obtainedAt: number;
  expiresAt: number | undefined;
  /** Undefined: it is not a JWT. */
  accessToken: DecodedJwt | undefined;
  idToken: { decoded: DecodedJwt; verdict: Verdict } | undefined;
  hasRefreshToken: boolean;
  /** The thumbprint of the key that it is bound to (RFC 9449). */
  jkt: string | undefined;
  /** Every further field of the response. */
  rest: Record<string, unknown>;
  /** What responses hold by their documentation. */
  knownFields: KnownField[];
};

/** A token that was got elsewhere. */
export type PastedToken = {
  profileId: string;
  access_token: string;
  refresh_token: string;
  id_token: string;
  /** For a profile that has none yet. */
  client_secret?: string;
  /** Seconds from now, as typed; empty: not known. */
  expires_in: string;
};
