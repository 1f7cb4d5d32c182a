import { defineExtensionMessaging } from '@webext-core/messaging';
import type { AuthorizationServer } from 'oauth4webapi';
import type { Activity } from './core/activity.ts';
import type { ArmedBinding, NewBinding } from './core/binding.ts';
import type { FieldErrors, ProfileDraft } from './core/profile.ts';
import type { Snapshot } from './core/snapshot.ts';
import type { CopyForm } from './formats/copy-as.ts';

export type { CopyForm, NewBinding };

/** Messages that only Tokendock's own pages (popup, workbench) may send. Failures arrive as rejected `Failure`s. */
export type OwnMessages = {
  'status.read'(data: { tabId?: number; url?: string }): Snapshot;

  /** Keeps what stands in the form, to the letter. */
  'draft.save'(draft: ProfileDraft): void;
  'draft.discard'(data: { id: string }): void;

  /** The form of a stored profile, without its secret. */
  'profile.edit'(data: { id: string }): ProfileDraft;
  'profile.secret'(data: { id: string }): string;
  /** Saves the form and discards its draft, or says what is wrong. */
  'profile.save'(draft: ProfileDraft): { errors: FieldErrors } | { saved: true };
  'profile.duplicate'(data: { id: string }): void;
  'profile.delete'(data: { id: string }): void;
  'profile.restore'(data: { id: string }): void;
  /** Moves it by so many places; negative is up. */
  'profile.move'(data: { id: string; by: number }): void;

  'server.discover'(data: { issuer: string }): AuthorizationServer;

  /** Begins; the popup reads the rest from the status. */
  'login.start'(data: { profileId: string }): void;
  'login.cancel'(data: { id: string }): void;

  'token.copy'(data: { id: string; as: CopyForm }): string;
  'token.renew'(data: { id: string }): void;
  /** Forgets the token, after revoking it where the server can. */
  'token.forget'(data: { id: string; evenIfNotRevoked?: boolean }): void;

  /** Returns the new binding's id. */
  'binding.add'(data: NewBinding): string;
  'binding.enable'(data: { id: string; enabled: boolean }): void;
  'binding.remove'(data: { id: string }): void;
};

/** Messages that a content script may send. Tab and page are read from the browser's sender. */
export type PageMessages = {
  /** The bindings of the sending page. */
  'page.arm'(): ArmedBinding[];
  /** The same, with a fresh token for one of them if that was due. */
  'page.renew'(data: { bindingId: string }): ArmedBinding[];
  'page.report'(rows: Activity[]): void;
};

/** Messages from the background to the content script of a tab. */
export type BridgeMessages = {
  /** Answers true where the page's calls can be bound without a reload. */
  'bridge.here'(): boolean;
};

export const { sendMessage, onMessage } = defineExtensionMessaging<OwnMessages & PageMessages & BridgeMessages>();
