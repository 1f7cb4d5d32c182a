import { Failure, type FailureRecord } from './failure.ts';

/** What the authorization endpoint sent back: a URL, and for `form_post` the fields of the form. */
export type Callback = { url: string; form?: [string, string][] };

/** A token request in progress. Stored before each step that could be the background's last. Times in ms since epoch. */
export type Login = {
  /** Also the `state` that the server echoes. */
  id: string;
  profileId: string;
  startedAt: number;
  step: LoginStep;
  /** When the step began. */
  stepAt: number;
  redirect_uri?: string;
  code_verifier?: string;
  nonce?: string;
  /** The key that its token will be bound to (RFC 9449). */
  dpopKeyId?: string;
  /** What the user has to confirm elsewhere. */
  waiting?: Waiting;
  /** The sign-in tab, and the tab to come back to. */
  tabId?: number;
  fromTabId?: number;
  callback?: Callback;
  failure?: FailureRecord;
} & Partial<Demand>;

/** What an API demands beyond what the profile asks for, and the token that was not enough: the same user's new one takes its place. */
export type Demand = { wanted: Wanted; insteadOf: string };

/** RFC 9470, section 3, and RFC 6750, section 3.1; as the RFCs spell it. */
export type Wanted = { acr_values?: string; max_age?: string; scope?: string };

/** A device code (RFC 8628) or an `auth_req_id` (OpenID CIBA) that is asked for until the user has confirmed. */
export type Waiting = {
  /** What the token endpoint wants to see; a secret. */
  code: string;
  /** Milliseconds between two questions. */
  interval: number;
  /** Milliseconds since epoch. */
  nextPollAt: number;
  expiresAt: number;
  /** Absent in CIBA: the server itself reaches the user. */
  user_code?: string;
  verification_uri?: string;
  verification_uri_complete?: string;
};

export type LoginStep = 'asking_permission' | 'preparing' | 'signing_in' | 'waiting_for_user' | 'requesting' | 'failed';

const moves: Record<LoginStep, readonly LoginStep[]> = {
  asking_permission: ['preparing', 'failed'],
  // Discovery may name further hosts that need a permission.
  preparing: ['asking_permission', 'signing_in', 'waiting_for_user', 'requesting', 'failed'],
  signing_in: ['requesting', 'failed'],
  waiting_for_user: ['failed'],
  requesting: ['failed'],
  failed: [],
};

/** The login at its next step. An illegal move is a mistake of ours, so it throws. */
export function moveLogin(login: Login, step: LoginStep, now: number, more: Partial<Login> = {}): Login {
  if (!moves[login.step].includes(step))
    throw new Failure('unknown', { reason: `a login can’t go from ${login.step} to ${step}` });
  return { ...login, ...more, step, stepAt: now };
}

/** The login, failed. What it was secret about is gone. */
export function failLogin(login: Login, failure: FailureRecord, now: number): Login {
  const { id, profileId, startedAt } = login;
  return { id, profileId, startedAt, step: 'failed', stepAt: now, failure };
}
