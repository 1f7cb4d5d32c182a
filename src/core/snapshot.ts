import type { TabActivity } from './activity.ts';
import type { Binding } from './binding.ts';
import type { FailureRecord } from './failure.ts';
import type { GrantType } from './grant-type.ts';
import type { LoginStep } from './login.ts';
import type { ProfileDraft } from './profile-draft.ts';
import type { StoredDraft } from './stored-draft.ts';
import type { User } from './token.ts';
import type { UrlPattern } from './url-pattern.ts';

/**
 * All that the popup shows, in one reading. No token, code or stored secret is in it; of half-filled forms, what was typed.
 * Times in ms since epoch.
 */
export type Snapshot = {
  /** In the tester's order. */
  profiles: ProfileView[];
  tab: TabView | undefined;
  /** In the tester's order: tabs, windows, patterns, the stronger first. */
  bindings: BindingView[];
  /** The half-filled forms, the last one first. */
  drafts: ProfileDraft[];
  /** What happened to the stored records themselves, until the tester has answered it. */
  trouble?: FailureRecord;
  /** The redirect URI of the identity window, to register with the server. */
  identityRedirectUri: string;
  /** A passphrase is set. */
  lockable: boolean;
};

/** What of it only the background knows: the tokens that it renews right now, and the half-filled form as it was typed last. */
export type BackgroundStatus = { renewing: string[]; drafts: StoredDraft[] };

export type ProfileView = {
  id: string;
  name: string;
  description: string;
  /** Where its tokens come from, for one line: `id.acme.dev`. */
  host: string;
  grant_type: GrantType;
  scope: string[];
  /** Host permissions that a token request needs (match patterns). */
  hosts: string[];
  /** It shows nothing that only the client knows. */
  isPublic: boolean;
  /** Tokendock registered its client, and can manage it (RFC 7592). */
  registered: boolean;
  /** The group that it sorts under; empty: none. */
  integration: string;
  /** It belongs to what the team shares. */
  shared: boolean;
  /** It ends with the browser. */
  sessionOnly: boolean;
  /** Its tokens are pasted: it has no server to ask. */
  pastedOnly: boolean;
  /** Host permissions that a check of a token needs (match patterns). */
  checkHosts: string[];
  tokens: TokenView[];
  login: LoginView | undefined;
};

export type TokenView = {
  id: string;
  /** The user, or the client for machine tokens, or “User 2” where the server does not tell. */
  label: string;
  user: User | undefined;
  scope: string[];
  /** Where its API is, as its response or the profile says. */
  api: UrlPattern | undefined;
  obtainedAt: number;
  expiresAt: number | undefined;
  renewable: boolean;
  /** The query parameter that its API wants it in, where a URL shows it. */
  inQuery: string | undefined;
  /** Whether forgetting it also revokes it at the server. */
  revocable: boolean;
  /** A renewal is under way. */
  renewing: boolean;
  failure: FailureRecord | undefined;
};

export type LoginView = {
  id: string;
  step: LoginStep;
  startedAt: number;
  stepAt: number;
  host: string;
  /** What the user has to do elsewhere (RFC 8628; CIBA has no code). */
  device: DeviceView | undefined;
  failure: FailureRecord | undefined;
};

export type DeviceView = {
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string | undefined;
  expiresAt: number;
};

export type BindingView = Binding & {
  profileId: string;
  profileName: string;
  label: string;
  /** Host permissions that it needs (match patterns). */
  hosts: string[];
  /** Whether the browser granted them. */
  permitted: boolean;
  /** Its API patterns that the browser can't hold a rule for: only calls of the pages' scripts go by them. */
  notRuled: UrlPattern[];
  /** Names of what it puts that the token lacks. */
  lacks: string[];
  /** Names of what takes the place of the page's own, though the binding says otherwise. */
  replacing: string[];
};

export type TabView = {
  tabId: number;
  windowId: number | undefined;
  /** Undefined where the browser does not tell (its own pages). */
  url: string | undefined;
  /** The binding that wins on this page. */
  bindingId: string | undefined;
  /** The page was there before the binding: its scripts come with the next load. */
  needsReload: boolean;
  activity: TabActivity | undefined;
};
