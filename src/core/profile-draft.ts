import type { InferOutput } from 'valibot';
import type { GrantType } from './grant-type.ts';
import type { EndpointName, Profile, TokenSource } from './profile.ts';
import type { profileDraft, sourceDraft } from './stored-draft.ts';

/** Where the form takes a token of a token exchange from; `tokenId` empty: the pasted text. */
export type SourceDraft = InferOutput<typeof sourceDraft>;

/** A profile as it stands in the form: every field as typed. A secret that is undefined means: keep the stored one. */
export type ProfileDraft = InferOutput<typeof profileDraft>;

/** The field that an error belongs to, as the form names it. */
export type ProfileField = Exclude<keyof ProfileDraft, 'id' | 'metadata' | 'endpoints' | 'registration'> | EndpointName;
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
    sessionOnly: false,
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
    ...pick(profile, [
      'visibility',
      'integration',
      'shared',
      'sessionOnly',
      'pastedOnly',
      'baseUri',
      'baseUriField',
      'knownFields',
    ]),
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
