import * as oauth from 'oauth4webapi';
import { endpointNames, type Profile } from '../core/profile.ts';
import { hostPattern } from '../core/url-pattern.ts';
import { serverFetch } from './server-fetch.ts';

/** The authorization server of a profile: its metadata, with what the tester typed on top. */
export function serverOf(profile: Profile): oauth.AuthorizationServer & { refresh_endpoint?: string } {
  const issuer = profile.metadata?.issuer ?? profile.issuer ?? unknownIssuer(profile);
  return { ...profile.metadata, ...profile.endpoints, issuer };
}

/** Whether answers can be compared with an issuer; without one `iss` and ID tokens can't be checked. */
export function hasIssuer(profile: Profile): boolean {
  return profile.issuer !== undefined;
}

/** What oauth4webapi wants with each request: our fetch; http only where the tester typed an http server. */
export function requestOptions(profile: Profile, fetch: typeof globalThis.fetch, abort?: AbortSignal) {
  return {
    [oauth.customFetch]: serverFetch(fetch, abort) as never,
    [oauth.allowInsecureRequests]: mayBeInsecure(profile),
  };
}

/** Whether the tester typed an http server. */
export function mayBeInsecure(profile: Profile): boolean {
  return /^http:/i.test(profile.issuer ?? profile.endpoints.token_endpoint ?? '');
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
  ];
  const urls = [profile.issuer, ...asked.map((name) => server[name])];
  if (profile.grant_type === 'authorization_code' && profile.redirect.by === 'tab')
    urls.push(profile.redirect.redirect_uri);
  const web = urls.filter((url): url is string => typeof url === 'string' && /^https?:\/\/[^/]/.test(url));
  return [...new Set(web.map((url) => hostPattern(`${new URL(url).origin}/*`)))];
}

/** Whether the profile still needs discovery before a token request. */
export function needsDiscovery(profile: Profile): boolean {
  return profile.issuer !== undefined && profile.metadata === undefined;
}

/** Whether typed endpoints suffice when discovery fails. */
export function canDoWithoutMetadata(profile: Profile): boolean {
  const needed =
    profile.grant_type === 'authorization_code' ? endpointNames.slice(0, 2) : (['token_endpoint'] as const);
  return needed.every((name) => profile.endpoints[name]);
}

/** oauth4webapi wants an issuer always; this one matches none. */
function unknownIssuer(profile: Profile): string {
  return new URL(profile.endpoints.token_endpoint ?? 'https://issuer.invalid').origin;
}
