import { Failure } from '../../core/failure.ts';
import type { Endpoints, Profile } from '../../core/profile.ts';
import { serverOf } from '../server.ts';

const moving = [
  'token_endpoint',
  'refresh_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
] as const;

/**
 * The origin that a callback wants the token to be asked from (Zoho: `accounts-server`). Undefined: it names none. A callback can be
 * anybody's work, so only an origin that the tester wrote down counts. Fails with `token_host_refused`.
 */
export function tokenOrigin({ deviations }: Profile, callback: URLSearchParams): string | undefined {
  const { parameter = '', origins = [] } = deviations?.tokenHost ?? {};
  const named = parameter && callback.get(parameter);
  if (!named) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(named) ? named : `https://${named}`);
  if (!url || !origins.includes(url.origin))
    throw new Failure('token_host_refused', { host: url?.host ?? 'an address that is none', parameter });
  return url.origin;
}

/**
 * The profile with its endpoints at that origin: those that share the token endpoint's. An origin that the profile does not allow (any more)
 * changes nothing.
 */
export function profileAt(profile: Profile, origin: string | undefined): Profile {
  if (!origin || !profile.deviations?.tokenHost?.origins.includes(origin)) return profile;
  const server = serverOf(profile);
  const home = URL.parse(server.token_endpoint ?? '')?.origin;
  const endpoints: Endpoints = { ...profile.endpoints };
  for (const name of moving) {
    const url = URL.parse(server[name] ?? '');
    if (url && url.origin === home) endpoints[name] = origin + url.pathname + url.search;
  }
  return { ...profile, endpoints };
}
