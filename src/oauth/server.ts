import type { AuthorizationServer } from 'oauth4webapi';
import { hasFrontChannel, hasTokenRequest } from '../core/grant-type.ts';
import { type EndpointName, type Profile, signingAlgorithms } from '../core/profile.ts';
import { hostPattern } from '../core/url-pattern.ts';

/** What an ID token may be signed with where the server does not say: what we can check. */
const id_token_signing_alg_values_supported = [...signingAlgorithms, 'EdDSA', 'HS256', 'HS384', 'HS512'];

/** The authorization server of a profile: its metadata, with what the tester typed on top. */
export function serverOf(profile: Profile): AuthorizationServer & { refresh_endpoint?: string } {
  const issuer = profile.metadata?.issuer ?? profile.issuer ?? unknownIssuer(profile);
  // Where the client shows a certificate, the server may want other addresses (RFC 8705, section 5).
  const aliases = profile.token_endpoint_auth_method === 'tls_client_auth' && profile.metadata?.mtls_endpoint_aliases;
  return { id_token_signing_alg_values_supported, ...profile.metadata, ...aliases, ...profile.endpoints, issuer };
}

/** Whether answers can be compared with an issuer; without one `iss` and ID tokens can't be checked. */
export function hasIssuer(profile: Profile): boolean {
  return profile.issuer !== undefined;
}

/** Whether the tester typed an http server. */
export function mayBeInsecure(profile: Profile): boolean {
  const { token_endpoint, authorization_endpoint } = profile.endpoints;
  return /^http:/i.test(profile.issuer ?? token_endpoint ?? authorization_endpoint ?? '');
}

/** The host that a tester knows the server by. */
export function serverHost(profile: Pick<Profile, 'issuer' | 'endpoints'>): string {
  const url = profile.issuer ?? profile.endpoints.token_endpoint ?? profile.endpoints.authorization_endpoint ?? '';
  return URL.canParse(url) ? new URL(url).host : url;
}

/** The host permissions (match patterns) that getting, renewing and revoking tokens needs. */
export function serverHosts(profile: Profile): string[] {
  const server: Record<string, unknown> = serverOf(profile);
  const asked = [
    'token_endpoint',
    'refresh_endpoint',
    'userinfo_endpoint',
    'introspection_endpoint',
    'revocation_endpoint',
    'jwks_uri',
    ...firstEndpoints(profile),
  ].filter((name) => name !== 'authorization_endpoint');
  const urls = [
    profile.issuer,
    ...asked.map((name) => server[name]),
    ...(profile.deviations?.tokenHost?.origins ?? []),
  ];
  if (hasFrontChannel(profile.grant_type) && profile.redirect.by === 'tab') urls.push(profile.redirect.redirect_uri);
  const web = urls.filter((url): url is string => typeof url === 'string' && /^https?:\/\/[^/]/.test(url));
  return [...new Set(web.map((url) => hostPattern(`${new URL(url).origin}/*`)))];
}

/** Whether the profile still needs discovery before a token request. */
export function needsDiscovery(profile: Profile): boolean {
  return profile.issuer !== undefined && profile.metadata === undefined;
}

/** Whether typed endpoints suffice when discovery fails. */
export function canDoWithoutMetadata(profile: Profile): boolean {
  const token = hasTokenRequest(profile.grant_type) ? (['token_endpoint'] as const) : [];
  return [...firstEndpoints(profile), ...token].every((name) => profile.endpoints[name]);
}

/** Whether the authorization request is pushed: as the tester says, or because the server takes no other (RFC 9126, section 5). */
export function isPushed(profile: Profile): boolean {
  return profile.pushed === true || serverOf(profile).require_pushed_authorization_requests === true;
}

/** Whether the server says where to revoke tokens (RFC 7009). */
export function isRevocable(profile: Profile): boolean {
  return Boolean(serverOf(profile).revocation_endpoint);
}

/** The endpoints that a login asks before the token endpoint. */
function firstEndpoints(profile: Profile): EndpointName[] {
  const { grant_type } = profile;
  if (grant_type === 'urn:ietf:params:oauth:grant-type:device_code') return ['device_authorization_endpoint'];
  if (grant_type === 'urn:openid:params:grant-type:ciba') return ['backchannel_authentication_endpoint'];
  if (!hasFrontChannel(grant_type)) return [];
  return ['authorization_endpoint', ...(isPushed(profile) ? (['pushed_authorization_request_endpoint'] as const) : [])];
}

/** oauth4webapi wants an issuer always; this one matches none. */
function unknownIssuer(profile: Profile): string {
  const { token_endpoint, authorization_endpoint } = profile.endpoints;
  return new URL(token_endpoint ?? authorization_endpoint ?? 'https://issuer.invalid').origin;
}
