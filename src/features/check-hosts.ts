import type { Profile } from '../core/profile.ts';
import { hostPattern } from '../core/url-pattern.ts';
import { serverHosts } from '../oauth/server.ts';

/** The host permissions (match patterns) that a check of a profile's tokens needs: its server's, and where the tester has them checked. */
export function checkHosts(profile: Profile): string[] {
  const { validation } = profile.services ?? {};
  const url = validation?.by === 'url' ? validation.url : validation?.by === 'jwt' ? validation.jwks_uri : undefined;
  const origin = URL.parse(url ?? '')?.origin;
  return [...new Set([...serverHosts(profile), ...(origin ? [hostPattern(`${origin}/*`)] : [])])];
}
