import type { AuthorizationServer } from 'oauth4webapi';
import * as v from 'valibot';
import { deviations } from './deviations.ts';
import { type GrantType, grantTypes } from './grant-type.ts';
import { knownField } from './known-field.ts';
import { parameter } from './parameter.ts';
import {
  authMethods,
  challengeMethods,
  type EndpointName,
  endpointNames,
  type Profile,
  type TokenSource,
} from './profile.ts';
import { services } from './services.ts';
import { visibilities } from './visibility.ts';

const text = v.string();

/** Where the form takes a token of a token exchange from; `tokenId` empty: the pasted text. */
const sourceDraft = v.object({
  tokenId: text,
  part: v.picklist(['access_token', 'refresh_token', 'id_token']),
  text,
  type: text,
});
export type SourceDraft = v.InferOutput<typeof sourceDraft>;

/** A profile as it stands in the form: every field as typed. A secret that is undefined means: keep the stored one. */
const profileDraft = v.object({
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
  pastedOnly: v.optional(v.boolean(), false),
  baseUri: v.optional(text, ''),
  baseUriField: v.optional(text, ''),
  knownFields: v.optional(v.array(knownField), []),
  services: v.optional(services),
});
export type ProfileDraft = v.InferOutput<typeof profileDraft>;

/** A half-filled form as it is kept: to the letter, whatever it says; and when it was last typed into (ms since epoch). */
export type StoredDraft = { id: string; editedAt?: number };

/** The form in a stored draft; undefined where it is none of this version’s, which no form could show. */
export function readDraft(stored: StoredDraft): ProfileDraft | undefined {
  const { success, output } = v.safeParse(profileDraft, stored);
  return success ? output : undefined;
}

/** The field that an error belongs to, as the form names it. */
export type ProfileField =
  | Exclude<keyof ProfileDraft, 'id' | 'metadata' | 'endpoints' | 'registration' | 'preset'>
  | EndpointName;
export type FieldErrors = { [Field in ProfileField]?: string };

/** A token exchange without a token yet. */
export const emptySource: SourceDraft = {
  tokenId: '',
  part: 'access_token',
  text: '',
  type: 'urn:ietf:params:oauth:token-type:access_token',
};

/** An empty form. */
export function emptyDraft(id: string): ProfileDraft {
  const grant_type: GrantType = 'authorization_code';
  return {
    id,
    name: '',
    description: '',
    issuer: '',
    endpoints: {} as ProfileDraft['endpoints'],
    grant_type,
    client_id: '',
    client_secret: '',
    token_endpoint_auth_method: 'none',
    rawBasic: false,
    keyId: '',
    scope: '',
    scopeSeparator: ' ',
    redirect: 'identity',
    redirect_uri: '',
    response_type: '',
    response_mode: '',
    code_challenge_method: 'S256',
    pushed: false,
    signedRequest: false,
    dpop: false,
    username: '',
    password: '',
    assertion: '',
    introspection_secret: '',
    assertionClaims: '',
    subject: emptySource,
    actor: emptySource,
    login_hint: '',
    binding_message: '',
    extensionGrant: '',
    parameters: [],
    visibility: '',
    integration: '',
    shared: false,
    pastedOnly: false,
    baseUri: '',
    baseUriField: '',
    knownFields: [],
  };
}

/** The form of a stored profile. The secrets stay behind: they cross to the form on reveal only. */
export function draftOf(profile: Profile): ProfileDraft {
  const empty = emptyDraft(profile.id);
  const { client_secret: _1, password: _2, assertion: _3, introspection_secret: _4, ...open } = empty;
  const { redirect, subject, actor, scope, metadata, deviations, services } = profile;
  return {
    ...open,
    ...pick(profile, [
      'name',
      'description',
      'issuer',
      'grant_type',
      'client_id',
      'token_endpoint_auth_method',
      'scopeSeparator',
    ]),
    ...pick(profile, [
      'rawBasic',
      'keyId',
      'response_type',
      'response_mode',
      'code_challenge_method',
      'pushed',
      'signedRequest',
    ]),
    ...pick(profile, [
      'dpop',
      'username',
      'assertionClaims',
      'login_hint',
      'binding_message',
      'extensionGrant',
      'parameters',
    ]),
    ...pick(profile, ['visibility', 'integration', 'shared', 'pastedOnly', 'baseUri', 'baseUriField', 'knownFields']),
    ...(metadata && { metadata }),
    ...(deviations && { deviations }),
    ...(services && { services }),
    endpoints: { ...profile.endpoints } as ProfileDraft['endpoints'],
    scope: scope.join(profile.scopeSeparator),
    redirect: redirect.by,
    redirect_uri: redirect.by === 'tab' ? redirect.redirect_uri : '',
    subject: sourceOf(subject),
    actor: sourceOf(actor),
  };
}

function sourceOf(source: TokenSource | undefined): SourceDraft {
  return { ...emptySource, ...source };
}

function pick<Key extends keyof Profile>(
  profile: Profile,
  keys: readonly Key[],
): { [K in Key]-?: NonNullable<Profile[K]> } {
  const entries = keys.flatMap((key) => (profile[key] === undefined ? [] : [[key, profile[key]]]));
  return Object.fromEntries(entries);
}
