import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { mayBeInsecure, serverOf } from '../server.ts';

/**
 * The page at which a user ends the session with the server (OpenID Connect RP-Initiated Logout 1.0, section 2). The ID token, where there is one,
 * says whose session is meant. Fails with `endpoint_missing`, `insecure_endpoint`.
 */
export function logoutUrl(profile: Profile, token: Pick<Token, 'id_token'>): string {
  const endpoint = serverOf(profile).end_session_endpoint;
  if (!endpoint || !URL.canParse(endpoint)) throw new Failure('endpoint_missing', { endpoint: 'end_session_endpoint' });
  const url = new URL(endpoint);
  if (url.protocol === 'http:' && !mayBeInsecure(profile))
    throw new Failure('insecure_endpoint', { url: url.origin + url.pathname });
  if (token.id_token !== undefined) url.searchParams.set('id_token_hint', token.id_token);
  url.searchParams.set('client_id', profile.client_id);
  return url.href;
}
