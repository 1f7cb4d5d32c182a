import * as oauth from 'oauth4webapi';
import type { Profile } from '../core/profile.ts';

/** The client of a profile, as oauth4webapi wants it. */
export function clientOf(profile: Pick<Profile, 'client_id'>): oauth.Client {
  return { client_id: profile.client_id };
}

/** What a client shows who it is with, in every form that a server could echo. None of it may ever be quoted. */
export function clientSecrets(profile: Pick<Profile, 'client_id' | 'client_secret'>): string[] {
  if (!profile.client_secret) return [];
  const headers = new Headers();
  oauth.ClientSecretBasic(profile.client_secret)({ issuer: '' }, clientOf(profile), new URLSearchParams(), headers);
  const credentials = headers.get('authorization')?.replace('Basic ', '') ?? '';
  return [profile.client_secret, credentials, atob(credentials).replace(/^.*:/, '')];
}

/** How the client authenticates at the token endpoint (RFC 6749, section 2.3.1; Basic is form-encoded as it says). */
export function clientAuth(profile: Pick<Profile, 'client_secret' | 'token_endpoint_auth_method'>): oauth.ClientAuth {
  switch (profile.token_endpoint_auth_method) {
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(profile.client_secret ?? '');
    case 'client_secret_post':
      return oauth.ClientSecretPost(profile.client_secret ?? '');
    case 'none':
      return oauth.None();
  }
}
