import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import type { OAuthPorts } from '../connection.ts';
import { dpopHandle, withNonce } from '../dpop.ts';
import { explainAs } from '../explain-as.ts';
import { requestOptions } from '../request-options.ts';
import { textOf } from '../server-fetch.ts';
import { shapingFetch } from '../wire/wire-fetch.ts';

type Asking = Pick<OAuthPorts, 'fetch' | 'now'> & { dpopKeys: Pick<OAuthPorts['dpopKeys'], 'get'> };

/**
 * Asks a URL of the tester’s by GET with a token, carried as the profile’s API wants it (RFC 6750, section 2). Fails with `request_refused`
 * where the answer is a challenge (RFC 6750, section 3), or as `serverFetch` does; any other answer is given back.
 */
export async function askWithToken(
  url: string,
  profile: Profile,
  token: Token,
  ports: Asking,
): Promise<{ status: number; text: string }> {
  const { use, origin } = profile.deviations ?? {};
  const deviations = { ...(use && { use }), ...(origin !== undefined && { origin }) };
  const wire = { profile: { ...profile, deviations }, kind: 'user info' as const, now: ports.now };
  try {
    const key = token.dpopKeyId === undefined ? undefined : await ports.dpopKeys.get(token.dpopKeyId);
    const options = {
      ...requestOptions(profile, shapingFetch(ports.fetch, wire)),
      // The tester typed this very URL.
      [oauth.allowInsecureRequests]: true,
      ...(key && { DPoP: dpopHandle(profile, key) }),
    };
    const response = await withNonce(() =>
      oauth.protectedResourceRequest(token.access_token, 'GET', new URL(url), undefined, null, options),
    );
    return { status: response.status, text: await textOf(response) };
  } catch (error) {
    throw await explainAs('request_refused', error, { host: new URL(url).host, secrets: [token.access_token] });
  }
}
