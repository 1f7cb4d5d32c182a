import type { AuthorizationServer } from 'oauth4webapi';
import type { Deviations } from './deviations.ts';
import type { GrantType, ResponseType } from './grant-type.ts';
import type { Parameter } from './parameter.ts';
import type { Services } from './services.ts';
import type { Visibility } from './visibility.ts';

/** How the client shows who it is at the token endpoint (RFC 7591, section 2; RFC 8705 for `tls_client_auth`). */
export const authMethods = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
] as const;
export type AuthMethod = (typeof authMethods)[number];

/** Typed or discovered, all under their metadata names (RFC 8414, section 2); only `refresh_endpoint` is our own word. */
export const endpointNames = [
  'authorization_endpoint',
  'token_endpoint',
  'refresh_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'backchannel_authentication_endpoint',
  'registration_endpoint',
  'end_session_endpoint',
  'jwks_uri',
] as const;
export type EndpointName = (typeof endpointNames)[number];

/** A field that an endpoint's response holds by its documentation. */
export type KnownField = {
  endpoint: EndpointName;
  name: string;
  type?: string | undefined;
  values?: string[] | undefined;
  description?: string | undefined;
};
export type Endpoints = { [Name in EndpointName]?: string };

/** PKCE (RFC 7636): `S256` unless the tester says otherwise. */
export const challengeMethods = ['S256', 'plain', 'none'] as const;
export type ChallengeMethod = (typeof challengeMethods)[number];

/** How the authorization endpoint answers; `jwt` is JARM. Absent: as the server does by itself. */
export const responseModes = [
  'query',
  'fragment',
  'form_post',
  'jwt',
  'query.jwt',
  'fragment.jwt',
  'form_post.jwt',
] as const;
export type ResponseMode = (typeof responseModes)[number];

/** Algorithms of signing keys (RFC 7518, RFC 8037), as oauth4webapi can make them. */
export const signingAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'Ed25519',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** A token that a token exchange starts from (RFC 8693): a stored one, or a text with its type. */
export type TokenSource =
  | { tokenId: string; part: 'access_token' | 'refresh_token' | 'id_token' }
  | { text: string; type: string };

/** When a profile that was deleted at this time can no longer be brought back (both ms since epoch). */
export function goneAt(deletedAt: number): number {
  return deletedAt + 60_000;
}

/** How one client gets tokens from one authorization server. Fields that a grant does not use stay as they were typed. */
export type Profile = {
  id: string;
  name: string;
  description: string;
  /** It is never written to disk, nor is anything of it: all ends with the browser. Stays as it was when the profile was made. */
  sessionOnly?: boolean;
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
  /** Basic credentials without the form encoding of RFC 6749, section 2.3.1: some servers want them so. */
  rawBasic?: boolean;
  /** The key (of the key store) that signs client assertions, request objects and JWT bearer assertions. */
  keyId?: string;
  scope: string[];
  /** What the server wants between two scopes; RFC 6749 says a space. */
  scopeSeparator: string;
  redirect: { by: 'identity' } | { by: 'tab'; redirect_uri: string };
  /** Of an implicit or hybrid request. */
  response_type?: ResponseType;
  response_mode?: ResponseMode;
  code_challenge_method?: ChallengeMethod;
  /** Push the authorization request (RFC 9126). */
  pushed?: boolean;
  /** Send it as a signed request object (RFC 9101). */
  signedRequest?: boolean;
  /** Bind tokens to a key (RFC 9449). */
  dpop?: boolean;
  /** Resource owner password grant. */
  username?: string;
  password?: string;
  /** A pasted assertion (RFC 7522, RFC 7523). */
  assertion?: string;
  /** The claims of an assertion to be built and signed (RFC 7523), as JSON text: `iss`, `sub`, `aud` and what the server wants more. */
  assertionClaims?: string;
  subject?: TokenSource;
  actor?: TokenSource;
  /** Whom CIBA asks (OpenID CIBA, section 7.1). */
  login_hint?: string;
  binding_message?: string;
  /** The tester's own `grant_type`. */
  extensionGrant?: string;
  /** Where a client that Tokendock registered is read, changed and deleted (RFC 7592). */
  registration?: Registration;
  parameters: Parameter[];
  /** Of the other client that asks about tokens, where the deviations name one. */
  introspection_secret?: string;
  /** How its provider differs from what the RFCs say. */
  deviations?: Deviations;
  /** Who may use it, as descriptions of APIs say it. */
  visibility?: Visibility;
  /** The group that it sorts under. */
  integration?: string;
  /** It belongs to what the team shares. */
  shared?: boolean;
  /** Its tokens come from elsewhere and are pasted: no server has to be named. */
  pastedOnly?: boolean;
  /** Where the API is that its tokens are for. */
  baseUri?: string;
  /** The field of a token response that says so itself (`api_domain`); it beats `baseUri`. */
  baseUriField?: string;
  /** What responses hold by their documentation. */
  knownFields?: KnownField[];
  services?: Services;
};

/** What manages a registered client (RFC 7592, section 3). The token is a secret. */
export type Registration = { registration_client_uri: string; registration_access_token: string };

/** What of a profile no failure, snapshot or export may show. */
export const secretFields = ['client_secret', 'password', 'assertion', 'introspection_secret'] as const;
export type SecretField = (typeof secretFields)[number];
