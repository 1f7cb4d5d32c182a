import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf, clientSecrets } from '../client.ts';
import { explain } from '../explain.ts';
import { requestOptions, serverHost, serverOf } from '../server.ts';
import { tokenOf } from '../token-response.ts';

/** Asks for a token of the client's own (RFC 6749, section 4.4). */
export async function requestClientCredentials(
  profile: Profile,
  ports: { fetch: typeof fetch; now(): number; randomId(): string },
  abort?: AbortSignal,
): Promise<Token> {
  const server = serverOf(profile);
  const client = clientOf(profile);
  const scope = profile.scope.join(profile.scopeSeparator);
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      clientAuth(profile),
      scope ? { scope } : {},
      requestOptions(profile, ports.fetch, abort),
    );
    const body = await oauth.processClientCredentialsResponse(server, client, response);
    return tokenOf(body, profile, ports.randomId(), ports.now());
  } catch (error) {
    throw await explain(error, { host: serverHost(profile), secrets: clientSecrets(profile) });
  }
}
