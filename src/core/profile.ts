import type { AuthorizationServer } from 'oauth4webapi';
import * as v from 'valibot';

/** The grants that a profile can use, as the RFCs write them. */
export const grantTypes = ['authorization_code', 'client_credentials'] as const;
export type GrantType = (typeof grantTypes)[number];

/** How the client shows who it is at the token endpoint (RFC 7591, section 2). */
export const authMethods = ['none', 'client_secret_basic', 'client_secret_post'] as const;
export type AuthMethod = (typeof authMethods)[number];

/** Typed or discovered, all under their metadata names (RFC 8414, section 2); only `refresh_endpoint` is our own word. */
export const endpointNames = [
  'authorization_endpoint',
  'token_endpoint',
  'refresh_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
] as const;
export type EndpointName = (typeof endpointNames)[number];
export type Endpoints = { [Name in EndpointName]?: string };

/** An extra parameter of the authorization request. */
export type Parameter = { name: string; value: string };

/** When a profile that was deleted at this time can no longer be brought back (both ms since epoch). */
export function goneAt(deletedAt: number): number {
  return deletedAt + 60_000;
}

/** How one client gets tokens from one authorization server. */
export type Profile = {
  id: string;
  name: string;
  description: string;
  /** Smaller stands higher in the list. */
  position: number;
  /** When it was deleted (ms since epoch); it is gone for good once it can no longer be undone. */
  deletedAt?: number;
  issuer?: string;
  /** The server's own description, as last discovered. Typed endpoints beat it. */
  metadata?: AuthorizationServer;
  endpoints: Endpoints;
  grant_type: GrantType;
  client_id: string;
  client_secret?: string;
  token_endpoint_auth_method: AuthMethod;
  scope: string[];
  /** What the server wants between two scopes; RFC 6749 says a space. */
  scopeSeparator: string;
  redirect: { by: 'identity' } | { by: 'tab'; redirect_uri: string };
  authorizationParameters: Parameter[];
};

/** A profile as it stands in the form: every field as typed. `client_secret` undefined means: keep the stored one. */
export const profileDraft = v.object({
  id: v.string(),
  name: v.string(),
  description: v.string(),
  issuer: v.string(),
  metadata: v.optional(v.custom<AuthorizationServer>((value) => typeof value === 'object' && value !== null)),
  endpoints: v.record(v.picklist(endpointNames), v.string()),
  grant_type: v.picklist(grantTypes),
  client_id: v.string(),
  client_secret: v.optional(v.string()),
  token_endpoint_auth_method: v.picklist(authMethods),
  scope: v.string(),
  scopeSeparator: v.string(),
  redirect: v.picklist(['identity', 'tab']),
  redirect_uri: v.string(),
  authorizationParameters: v.array(v.object({ name: v.string(), value: v.string() })),
});
export type ProfileDraft = v.InferOutput<typeof profileDraft>;

/** The field that an error belongs to, as the form names it. */
export type ProfileField = Exclude<keyof ProfileDraft, 'id' | 'metadata' | 'endpoints'> | EndpointName;
export type FieldErrors = { [Field in ProfileField]?: string };

/** An empty form. */
export function emptyDraft(id: string): ProfileDraft {
  return {
    id,
    name: '',
    description: '',
    issuer: '',
    endpoints: {} as ProfileDraft['endpoints'],
    grant_type: 'authorization_code',
    client_id: '',
    client_secret: '',
    token_endpoint_auth_method: 'none',
    scope: '',
    scopeSeparator: ' ',
    redirect: 'identity',
    redirect_uri: '',
    authorizationParameters: [],
  };
}

/** The form of a stored profile. The secret stays behind: it crosses to the form on reveal only. */
export function draftOf(profile: Profile): ProfileDraft {
  return {
    id: profile.id,
    name: profile.name,
    description: profile.description,
    issuer: profile.issuer ?? '',
    ...(profile.metadata && { metadata: profile.metadata }),
    endpoints: { ...profile.endpoints } as ProfileDraft['endpoints'],
    grant_type: profile.grant_type,
    client_id: profile.client_id,
    token_endpoint_auth_method: profile.token_endpoint_auth_method,
    scope: profile.scope.join(profile.scopeSeparator),
    scopeSeparator: profile.scopeSeparator,
    redirect: profile.redirect.by,
    redirect_uri: profile.redirect.by === 'tab' ? profile.redirect.redirect_uri : '',
    authorizationParameters: profile.authorizationParameters,
  };
}

/**
 * Turns a form into a profile, or says field by field what is wrong. What is required follows the grant.
 * `stored` gives what the form does not carry: the position, and the secret when it was not typed anew.
 */
export function parseProfile(
  draft: ProfileDraft,
  stored: Pick<Profile, 'position' | 'client_secret'>,
): { profile: Profile } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const secret = draft.client_secret ?? stored.client_secret ?? '';
  const needsWindow = draft.grant_type === 'authorization_code';
  const endpoints: Endpoints = {};
  for (const name of endpointNames) {
    const value = draft.endpoints[name]?.trim();
    if (!value) continue;
    endpoints[name] = value;
    if (!isHttpUrl(value)) errors[name] = 'This is not an http or https URL.';
  }
  const issuer = draft.issuer.trim();
  if (issuer && !isHttpUrl(issuer)) errors.issuer = 'This is not an http or https URL.';
  if (!draft.name.trim()) errors.name = 'Give the profile a name.';
  if (!draft.client_id.trim()) errors.client_id = 'Type the id that the server knows the client by.';
  if (!issuer && !endpoints.token_endpoint) errors.issuer = 'Type the issuer, or the endpoints below.';
  if (!issuer && needsWindow && !endpoints.authorization_endpoint) {
    errors.authorization_endpoint = 'Needed when there is no issuer.';
  }
  if (!issuer && !endpoints.token_endpoint) errors.token_endpoint = 'Needed when there is no issuer.';
  if (draft.token_endpoint_auth_method !== 'none' && !secret) {
    errors.client_secret = 'This client authentication needs a secret. A public client has none: choose “None”.';
  }
  if (needsWindow && draft.redirect === 'tab' && !isUrl(draft.redirect_uri)) {
    errors.redirect_uri = 'Type the redirect URI as it is registered with the server.';
  }
  if (draft.scopeSeparator === '') errors.scopeSeparator = 'Type what stands between two scopes.';
  if (draft.authorizationParameters.some((parameter) => parameter.value && !parameter.name.trim())) {
    errors.authorizationParameters = 'A parameter needs a name.';
  }
  if (Object.keys(errors).length > 0) return { errors };
  const profile: Profile = {
    id: draft.id,
    name: draft.name.trim(),
    description: draft.description.trim(),
    position: stored.position,
    ...(issuer && { issuer }),
    ...(draft.metadata && { metadata: draft.metadata }),
    endpoints,
    grant_type: draft.grant_type,
    client_id: draft.client_id.trim(),
    ...(secret && { client_secret: secret }),
    token_endpoint_auth_method: draft.token_endpoint_auth_method,
    scope: splitScope(draft.scope, draft.scopeSeparator),
    scopeSeparator: draft.scopeSeparator,
    redirect: draft.redirect === 'tab' ? { by: 'tab', redirect_uri: draft.redirect_uri.trim() } : { by: 'identity' },
    authorizationParameters: draft.authorizationParameters
      .map(({ name, value }) => ({ name: name.trim(), value }))
      .filter(({ name }) => name),
  };
  return { profile };
}

/** The scopes in a text. White space around a scope never belongs to it. */
export function splitScope(text: string, separator: string): string[] {
  const parts = separator.trim() ? text.split(separator.trim()) : text.split(/\s+/);
  return [...new Set(parts.map((part) => part.trim()).filter(Boolean))];
}

function isUrl(text: string): boolean {
  return URL.canParse(text.trim());
}

function isHttpUrl(text: string): boolean {
  return isUrl(text) && /^https?:$/.test(new URL(text.trim()).protocol);
}
