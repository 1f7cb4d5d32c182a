import { deviationFaults } from './deviation-faults.ts';
import { type GrantType, hasFrontChannel, hasTokenRequest, responseTypes } from './grant-type.ts';
import { jsonParameters } from './parameter.ts';
import {
  type Endpoints,
  endpointNames,
  type Profile,
  responseModes,
  secretFields,
  type TokenSource,
} from './profile.ts';
import type { FieldErrors, ProfileDraft, SourceDraft } from './profile-draft.ts';
import { splitScope } from './split-scope.ts';
import { pathSteps } from './value-at.ts';

/** What the form does not carry: the position, and the secrets that were not typed anew. */
export type Stored = Pick<Profile, 'position' | 'registration' | (typeof secretFields)[number]>;

const notAUrl = 'This is not an http or https URL.';
const holdsUser = 'Take the user and password out of this URL: no browser sends such a request.';
const needsIssuer = 'Needed when there is no issuer.';

/** Turns a form into a profile, or says field by field what is wrong. What is required follows the grant. */
export function parseProfile(draft: ProfileDraft, stored: Stored): { profile: Profile } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const endpoints = parseEndpoints(draft, errors);
  const secrets = Object.fromEntries(
    secretFields.map((field) => [field, draft[field] ?? stored[field] ?? '']),
  ) as Record<(typeof secretFields)[number], string>;
  checkNames(draft, errors);
  if (!draft.pastedOnly) {
    checkServer(draft, endpoints, errors);
    checkClient(draft, secrets.client_secret, errors);
    checkGrant(draft, secrets, errors);
  }
  checkServices(draft, errors);
  checkParameters(draft, errors);
  if (deviationFaults(draft.deviations ?? {}).length > 0) errors.deviations = 'Correct what is marked, or remove it.';
  if (Object.keys(errors).length > 0) return { errors };
  const { issuer, metadata, scope, scopeSeparator, redirect, redirect_uri, deviations, services } = draft;
  const profile: Profile = {
    id: draft.id,
    name: draft.name.trim(),
    description: draft.description.trim(),
    position: stored.position,
    endpoints,
    grant_type: draft.grant_type,
    client_id: draft.client_id.trim(),
    token_endpoint_auth_method: draft.token_endpoint_auth_method,
    scope: splitScope(scope, scopeSeparator),
    scopeSeparator,
    redirect: redirect === 'tab' ? { by: 'tab', redirect_uri: redirect_uri.trim() } : { by: 'identity' },
    code_challenge_method: draft.code_challenge_method,
    parameters: draft.parameters.map((each) => ({ ...each, name: each.name.trim() })).filter(({ name }) => name),
    ...(metadata && { metadata }),
    ...(deviations && Object.keys(deviations).length > 0 && { deviations }),
    ...(services && Object.keys(services).length > 0 && { services }),
    ...(draft.visibility && { visibility: draft.visibility }),
    ...(draft.knownFields.length > 0 && { knownFields: draft.knownFields }),
    ...filled({ integration: draft.integration, baseUri: draft.baseUri, baseUriField: draft.baseUriField }),
    ...registrationOf(draft, stored),
    ...kept(secrets),
    ...filled({
      issuer,
      keyId: draft.keyId,
      username: draft.username,
      assertionClaims: draft.assertionClaims,
    }),
    ...filled({
      login_hint: draft.login_hint,
      binding_message: draft.binding_message,
      extensionGrant: draft.extensionGrant,
    }),
    ...filled({ response_mode: oneOf(responseModes, draft.response_mode), response_type: responseTypeOf(draft) }),
    ...flags({ rawBasic: draft.rawBasic, pushed: draft.pushed, signedRequest: draft.signedRequest, dpop: draft.dpop }),
    ...flags({ shared: draft.shared, sessionOnly: draft.sessionOnly, pastedOnly: draft.pastedOnly }),
    ...sources({ subject: sourceOf(draft.subject), actor: sourceOf(draft.actor) }),
  };
  return { profile };
}

/** The registration of another client says nothing about this one. */
function registrationOf(draft: ProfileDraft, stored: Stored): Pick<Profile, 'registration'> {
  const registration = draft.registration ?? stored.registration;
  return registration ? { registration } : {};
}

function parseEndpoints(draft: ProfileDraft, errors: FieldErrors): Endpoints {
  const endpoints: Endpoints = {};
  for (const name of endpointNames) {
    const value = draft.endpoints[name]?.trim();
    if (!value) continue;
    endpoints[name] = value;
    Object.assign(errors, faultOf(name, value));
  }
  return endpoints;
}

function checkNames(draft: ProfileDraft, errors: FieldErrors): void {
  if (!draft.name.trim()) errors.name = 'Give the profile a name.';
  for (const field of ['issuer', 'baseUri'] as const)
    if (draft[field].trim()) Object.assign(errors, faultOf(field, draft[field]));
  if (draft.baseUriField.trim() && !pathSteps(draft.baseUriField))
    errors.baseUriField = 'Type the field’s name, or a path like data.api_domain.';
}

function checkServices({ deviations, services }: ProfileDraft, errors: FieldErrors): void {
  const { answers, idToken } = deviations ?? {};
  const ids = [idToken?.sub, answers?.token?.fields?.sub, answers?.['user info']?.fields?.sub];
  if (ids.some((path) => path?.trim() === '')) errors.deviations = 'Type the path of the user’s id.';
  const { validation } = services ?? {};
  const urls = [
    validation?.by === 'url' ? validation.url : undefined,
    validation?.by === 'jwt' ? validation.jwks_uri : undefined,
  ];
  for (const url of urls) if (url !== undefined) Object.assign(errors, faultOf('services', url));
}

/** What is needed to ask a server. */
function checkServer(draft: ProfileDraft, endpoints: Endpoints, errors: FieldErrors): void {
  if (draft.issuer.trim()) return;
  const grant = draft.grant_type;
  if (hasTokenRequest(grant) && !endpoints.token_endpoint) {
    errors.issuer = 'Type the issuer, or the endpoints below.';
    errors.token_endpoint = needsIssuer;
  }
  const more = {
    authorization_endpoint: hasFrontChannel(grant),
    device_authorization_endpoint: grant === 'urn:ietf:params:oauth:grant-type:device_code',
    backchannel_authentication_endpoint: grant === 'urn:openid:params:grant-type:ciba',
    pushed_authorization_request_endpoint: hasFrontChannel(grant) && draft.pushed,
  };
  for (const name of endpointNames) {
    if (name in more && more[name as keyof typeof more] && !endpoints[name]) errors[name] = needsIssuer;
  }
}

function checkClient(draft: ProfileDraft, secret: string, errors: FieldErrors): void {
  const method = draft.token_endpoint_auth_method;
  if (!draft.client_id.trim()) errors.client_id = 'Type the id that the server knows the client by.';
  if (method.startsWith('client_secret') && !secret && hasTokenRequest(draft.grant_type)) {
    errors.client_secret = 'This client authentication needs a secret. A public client has none: choose “None”.';
  }
  const signs = method === 'private_key_jwt' || (draft.signedRequest && hasFrontChannel(draft.grant_type));
  if (signs && !draft.keyId.trim()) errors.keyId = 'Import a key, or let Tokendock make one.';
  if (hasFrontChannel(draft.grant_type) && draft.redirect === 'tab' && !URL.canParse(draft.redirect_uri.trim())) {
    errors.redirect_uri = 'Type the redirect URI as it is registered with the server.';
  }
  if (draft.scopeSeparator === '') errors.scopeSeparator = 'Type what stands between two scopes.';
}

function checkGrant(draft: ProfileDraft, secrets: { password: string; assertion: string }, errors: FieldErrors): void {
  const needs: { [Grant in GrantType]?: () => void } = {
    password() {
      if (!draft.username.trim()) errors.username = 'The user’s name at the server.';
    },
    'urn:ietf:params:oauth:grant-type:token-exchange'() {
      if (!sourceOf(draft.subject)) errors.subject = 'Choose a stored token, or paste one.';
    },
    'urn:ietf:params:oauth:grant-type:jwt-bearer'() {
      if (secrets.assertion) return;
      if (!draft.keyId.trim()) errors.keyId = 'Needed to sign the assertion. Or paste one.';
      if (!isJsonObject(draft.assertionClaims)) errors.assertionClaims = 'This is not a JSON object.';
    },
    'urn:ietf:params:oauth:grant-type:saml2-bearer'() {
      if (!secrets.assertion) errors.assertion = 'Paste the assertion, XML or already encoded.';
    },
    'urn:openid:params:grant-type:ciba'() {
      if (!draft.login_hint.trim()) errors.login_hint = 'Whom the server shall ask.';
    },
    extension() {
      if (!draft.extensionGrant.trim()) errors.extensionGrant = 'The value of grant_type.';
    },
  };
  needs[draft.grant_type]?.();
}

function checkParameters({ parameters }: ProfileDraft, errors: FieldErrors): void {
  if (parameters.some(({ name, value }) => value && !name.trim())) errors.parameters = 'A parameter needs a name.';
  const broken = parameters.find(
    ({ name, value, on }) => on && value && jsonParameters.includes(name.trim()) && !isJson(value),
  );
  if (broken) errors.parameters = `The value of ${broken.name.trim()} is not JSON.`;
}

function responseTypeOf({ grant_type, response_type }: ProfileDraft) {
  if (grant_type !== 'implicit' && grant_type !== 'hybrid') return undefined;
  return oneOf(responseTypes[grant_type], response_type) ?? responseTypes[grant_type][0];
}

function sourceOf({ tokenId, part, text, type }: SourceDraft): TokenSource | undefined {
  if (tokenId) return { tokenId, part };
  return text.trim() ? { text: text.trim(), type: type.trim() } : undefined;
}

function sources<Fields extends Record<string, TokenSource | undefined>>(
  fields: Fields,
): { [K in keyof Fields]?: TokenSource } {
  return defined(fields) as { [K in keyof Fields]?: TokenSource };
}

function filled<Fields extends Record<string, string | undefined>>(
  fields: Fields,
): { [K in keyof Fields]?: NonNullable<Fields[K]> } {
  const trimmed = Object.entries(fields).map(([name, value]) => [name, value?.trim() || undefined]);
  return defined(Object.fromEntries(trimmed)) as { [K in keyof Fields]?: NonNullable<Fields[K]> };
}

/** Secrets stay to the letter: white space may belong to them. */
function kept<Fields extends Record<string, string>>(fields: Fields): { [K in keyof Fields]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as { [K in keyof Fields]?: string };
}

function flags<Fields extends Record<string, boolean>>(fields: Fields): { [K in keyof Fields]?: boolean } {
  return Object.fromEntries(Object.entries(fields).filter(([, on]) => on)) as { [K in keyof Fields]?: boolean };
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function oneOf<Value extends string>(values: readonly Value[], text: string): Value | undefined {
  return values.find((value) => value === text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isJsonObject(text: string): boolean {
  return isJson(text) && /^\s*\{/.test(text);
}

/** What is wrong with the URL in a field, if anything is. */
function faultOf(field: keyof FieldErrors, typed: string): FieldErrors {
  const url = URL.parse(typed.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return { [field]: notAUrl };
  return url.username || url.password ? { [field]: holdsUser } : {};
}
