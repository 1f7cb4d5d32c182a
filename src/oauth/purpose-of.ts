import type { AuthorizationServer } from 'oauth4webapi';

const purposes: Record<string, string> = {
  authorization_endpoint: 'authorization request',
  token_endpoint: 'token request',
  refresh_endpoint: 'refresh request',
  userinfo_endpoint: 'user info request',
  introspection_endpoint: 'introspection request',
  revocation_endpoint: 'revocation request',
  device_authorization_endpoint: 'device authorization request',
  pushed_authorization_request_endpoint: 'pushed authorization request',
  backchannel_authentication_endpoint: 'backchannel authentication request',
  registration_endpoint: 'registration request',
  jwks_uri: 'key set request',
};

/** What a request to an authorization server is for, in words: by the endpoint that it goes to and, at the token endpoint, by its grant. */
export function purposeOf(url: string, body: string, server: Partial<AuthorizationServer>): string {
  // As a form, in JSON, in parts, or in the query: each has but a few marks between name and value.
  if (/\bgrant_type\W{1,8}refresh_token\b/.test(url + body)) return 'refresh request';
  const here = bare(url);
  const named = Object.keys(purposes).find((name) => bare(server[name]) === here);
  if (named) return purposes[named] ?? named;
  return /\/\.well-known\//.test(here) ? 'discovery' : 'request';
}

function bare(url: unknown): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  return parsed ? parsed.origin + parsed.pathname : '';
}
