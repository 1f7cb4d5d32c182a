import type { AuthorizationServer } from 'oauth4webapi';
import type { Activity, ActivityRow } from './core/activity.ts';
import type { ArmedBinding, BindingChange, NewBinding, Part } from './core/binding.ts';
import type { CheckedToken } from './core/checked-token.ts';
import type { Deviations } from './core/deviations.ts';
import type { Trace } from './core/exchange.ts';
import type { Demand } from './core/login.ts';
import type { PreviewedRequest } from './core/previewed-request.ts';
import type { SecretField, SigningAlgorithm } from './core/profile.ts';
import type { FieldErrors, ProfileDraft } from './core/profile-draft.ts';
import type { BoundCall, Refusal, Verdict } from './core/refusal.ts';
import type { KeyView } from './core/signing-key.ts';
import type { BackgroundStatus, Snapshot } from './core/snapshot.ts';
import type { PastedToken, TokenDetails } from './core/token-details.ts';
import type { VaultView } from './core/vault-view.ts';
import type { ActivityUser } from './features/activity-users.ts';
import type { WebhookQuestion } from './features/check-webhook.ts';
import type { WrittenForm, WrittenProfiles } from './features/write-profiles.ts';
import type { CheckedDelivery } from './formats/checked-delivery.ts';
import type { CopyForm } from './formats/copy-as.ts';
import type { ReadForeignText } from './formats/read/foreign-text.ts';
import type { ReadProfile } from './formats/read/read-profile.ts';
import type { RequestForm } from './formats/request-as.ts';

export type {
  ActivityUser,
  CheckedDelivery,
  CopyForm,
  NewBinding,
  ReadForeignText,
  ReadProfile,
  RequestForm,
  WebhookQuestion,
  WrittenForm,
  WrittenProfiles,
};

/** Messages that only Tokendock's own pages (popup, workbench) may send. Failures arrive as rejected `Failure`s. */
export type OwnMessages = {
  'status.ofBackground'(): BackgroundStatus;

  'vault.lock'(): void;
  /** How its key is kept was changed, or it was unlocked. */
  'vault.changed'(): void;
  /** Forgets everything that Tokendock keeps in this browser. */
  'vault.forget'(): void;

  /** Keeps what stands in the form, to the letter. */
  'draft.save'(draft: ProfileDraft): void;
  'draft.discard'(data: { id: string }): void;

  'profile.delete'(data: { id: string }): void;
  'profile.restore'(data: { id: string }): void;

  /** Begins; the popup reads the rest from the status. */
  'login.start'(data: { profileId: string; demand?: Demand }): void;
  'login.cancel'(data: { id: string }): void;

  /** Renews the token if that is due and can work. */
  'token.freshen'(data: { id: string }): void;
  'token.renew'(data: { id: string }): void;
  /** Forgets the token, after revoking it where the server can. */
  'token.forget'(data: { id: string; evenIfNotRevoked?: boolean }): void;

  /** Returns the binding's id. */
  'binding.add'(data: NewBinding): string;
  'binding.change'(data: { id: string; change: BindingChange }): void;
  'binding.remove'(data: { id: string }): void;
};

type Progress = (part: number) => void;

/**
 * What Tokendock's own pages do themselves, asked for like a message: none of it has to happen once for all pages, and the background
 * stays small, since it is loaded again and again.
 */
export type PageWork = {
  'status.read'(data: { tabId?: number; windowId?: number; url?: string }): Snapshot;
  /** Deletes the records that can't be read; the tester has heard what happened to the others. */
  'trouble.end'(data: object): void;
  /** The form of a stored profile, without its secret. */
  'profile.edit'(data: { id: string }): ProfileDraft;
  /** Saves the form and discards its draft, or says what is wrong. */
  'profile.save'(draft: ProfileDraft): { errors: FieldErrors } | { saved: true };
  'profile.secret'(data: { id: string; field: SecretField }): string;
  /** Takes the setting that a failure offers over into a profile; returns the deviations of before, to restore them. */
  'setting.apply'(data: { id: string; setting: string }): Deviations | undefined;
  'setting.undo'(data: { id: string; before: Deviations | undefined }): void;
  'profile.duplicate'(data: { id: string }): void;
  /** Moves it by so many places; negative is up. */
  'profile.move'(data: { id: string; by: number }): void;
  /** The raw requests that a login with this form would send, secrets masked. */
  'profile.preview'(draft: ProfileDraft): PreviewedRequest[];
  /** What a pasted or dropped text says of profiles; a Postman collection may have its environment beside it. */
  'text.read'(data: { text: string; environment?: string }): ReadForeignText;
  /** Stored profiles as a file for others. */
  'profiles.write'(data: { ids: readonly string[]; form: WrittenForm; withSecrets: boolean }): WrittenProfiles;
  /** Whether a pasted webhook delivery is genuine. Neither secret nor keys are kept. */
  'webhook.check'(data: WebhookQuestion): CheckedDelivery;
  'server.discover'(data: { issuer: string }): AuthorizationServer;
  /** The issuers that an API names for itself (RFC 9728). */
  'server.ofApi'(data: { url: string }): string[];
  /** Registers a client by the form (RFC 7591); returns the form with what the server gave. */
  'client.register'(data: { draft: ProfileDraft; initialAccessToken: string }): ProfileDraft;
  /** Reads, updates or deletes the registration of a stored profile (RFC 7592). */
  'client.read'(data: { id: string }): Record<string, unknown>;
  'client.update'(data: { id: string }): Record<string, unknown>;
  'client.delete'(data: { id: string }): void;
  /** Whether a passphrase is set, and how it stands. */
  'vault.read'(): VaultView;
  /** `progress` hears how far it is, from 0 to 1. */
  'vault.unlock'(data: { passphrase: string; progress: Progress }): void;
  /** Sets the first passphrase. */
  'vault.set'(data: { passphrase: string; progress: Progress }): void;
  'vault.change'(data: { before: string; passphrase: string; progress: Progress }): void;
  'vault.remove'(data: { passphrase: string; progress: Progress }): void;
  /** Zero: it is not locked by itself. */
  'vault.idle'(data: { minutes: number }): void;
  /** Somebody uses Tokendock: it is locked later. */
  'vault.touch'(): void;
  /** Forgets everything, the hosts too that Tokendock may talk to. */
  'everything.forget'(): void;
  'key.list'(): KeyView[];
  'key.create'(data: { alg: SigningAlgorithm }): KeyView;
  /** A PKCS#8 PEM, or a JWK with its private part. */
  'key.import'(data: { text: string; alg: SigningAlgorithm }): KeyView;
  'key.delete'(data: { id: string }): void;
  'token.copy'(data: { id: string; as: CopyForm }): string;
  'token.view'(data: { id: string }): TokenDetails;
  'token.userInfo'(data: { id: string }): Record<string, unknown>;
  /** What the server says of it (RFC 7662). */
  'token.introspect'(data: { id: string }): Record<string, unknown>;
  /** Whether it is good, as the profile says how. */
  'token.check'(data: { id: string }): CheckedToken;
  /** Keeps a token that was got elsewhere; returns its id. */
  'token.paste'(data: PastedToken): string;
  /** Ends the user's session at the server (OpenID Connect RP-Initiated Logout): opens its page in a tab. */
  'token.logout'(data: { id: string }): void;
  /** The last logins of a profile and what else was said to its server, the youngest first. */
  'trace.list'(data: { profileId: string }): Trace[];
  'trace.clear'(data: { profileId: string }): void;
  /** The same as HTTP Archive 1.2. */
  'trace.har'(data: { profileId: string }): string;
  /** What was done to the last requests of all tabs, the oldest first. */
  'activity.list'(): ActivityRow[];
  /** Whom tokens speak for. */
  'activity.users'(data: { tokenIds: readonly string[] }): ActivityUser[];
  /** Sees requests as they leave, while the asking page is there. */
  'activity.watch'(): void;
  /** Forgets all rows, or those of one tab. */
  'activity.clear'(data: { tabId?: number }): void;
  /** One request as a curl command, the token masked unless it is asked for. */
  'activity.curl'(data: { row: ActivityRow; withToken: boolean }): string;
  /** Rows as HTTP Archive 1.2, tokens masked. */
  'activity.har'(data: { rows: readonly ActivityRow[] }): string;
};

/** Messages that a content script may send. Tab and page are read from the browser's sender. */
export type PageMessages = {
  /** The bindings of the sending page. */
  'page.arm'(): ArmedBinding[];
  /** Whether the page that opened its tab may have got at its window. To be asked once, by each page. */
  'page.opened'(): boolean;
  /** The same, with a fresh token for one of them if that was due. */
  'page.renew'(data: { bindingId: string }): ArmedBinding[];
  /** What calls carry whose token wants a proof with each; undefined where no binding of the page names one. */
  'page.prove'(calls: BoundCall[]): (Part[] | undefined)[];
  /** An API refused a call. */
  'page.refused'(data: Refusal): Verdict;
  'page.report'(rows: Activity[]): void;
};

/** Messages from the background to the content script of a tab. */
export type BridgeMessages = {
  /** Answers true where the page's calls can be bound without a reload. */
  'bridge.here'(): boolean;
};
