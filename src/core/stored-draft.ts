import type { AuthorizationServer } from 'oauth4webapi';
import * as v from 'valibot';
import { deviations } from './deviations.ts';
import { grantTypes } from './grant-type.ts';
import { knownField } from './known-field.ts';
import { authMethods, challengeMethods, endpointNames } from './profile.ts';
import { services } from './services.ts';
import { parameter } from './stored-parameter.ts';
import { visibilities } from './visibility.ts';

const text = v.string();

/** Where the form takes a token of a token exchange from; `tokenId` empty: the pasted text. */
export const sourceDraft = v.object({
  tokenId: text,
  part: v.picklist(['access_token', 'refresh_token', 'id_token']),
  text,
  type: text,
});

/** A profile as it stands in the form: every field as typed. A secret that is undefined means: keep the stored one. */
export const profileDraft = v.object({
  id: text,
  name: text,
  description: text,
  /** The provider that it was filled from, and what was typed into its blanks: the form is closed while a client is registered there. */
  preset: v.optional(v.object({ title: text, blanks: v.record(text, text) })),
  issuer: text,
  metadata: v.optional(v.custom<AuthorizationServer>((value) => typeof value === 'object' && value !== null)),
  endpoints: v.record(v.picklist(endpointNames), text),
  grant_type: v.picklist(grantTypes),
  client_id: text,
  client_secret: v.optional(text),
  token_endpoint_auth_method: v.picklist(authMethods),
  rawBasic: v.boolean(),
  keyId: text,
  scope: text,
  scopeSeparator: text,
  redirect: v.picklist(['identity', 'tab']),
  redirect_uri: text,
  response_type: text,
  response_mode: text,
  code_challenge_method: v.picklist(challengeMethods),
  pushed: v.boolean(),
  signedRequest: v.boolean(),
  dpop: v.boolean(),
  username: text,
  password: v.optional(text),
  assertion: v.optional(text),
  introspection_secret: v.optional(text),
  assertionClaims: text,
  subject: sourceDraft,
  actor: sourceDraft,
  login_hint: text,
  binding_message: text,
  extensionGrant: text,
  /** Of a client that was registered just now. Absent: as it is stored. */
  registration: v.optional(v.object({ registration_client_uri: text, registration_access_token: text })),
  parameters: v.array(parameter),
  /** How the provider differs. */
  deviations: v.optional(deviations),
  /** What follows is not in forms of an older version. */
  visibility: v.optional(v.picklist(['', ...visibilities]), ''),
  integration: v.optional(text, ''),
  shared: v.optional(v.boolean(), false),
  sessionOnly: v.optional(v.boolean(), false),
  pastedOnly: v.optional(v.boolean(), false),
  baseUri: v.optional(text, ''),
  baseUriField: v.optional(text, ''),
  knownFields: v.optional(v.array(knownField), []),
  services: v.optional(services),
});

/** A half-filled form as it is kept: to the letter, whatever it says; and when it was last typed into (ms since epoch). */
export type StoredDraft = { id: string; editedAt?: number; sessionOnly?: boolean };

/** The form in a stored draft; undefined where it is none of this version’s, which no form could show. */
export function readDraft(stored: StoredDraft): v.InferOutput<typeof profileDraft> | undefined {
  const { success, output } = v.safeParse(profileDraft, stored);
  return success ? output : undefined;
}
