import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import type { OAuthPorts } from '../connection.ts';
import { scopeText } from '../scope-text.ts';
import { requestToken } from '../token-request.ts';
import { withOurs } from '../with-parameters.ts';
import type { Again } from './again.ts';

/** What a grant sends beside scope and client. What of it is secret is said apart. */
export type GrantRequest = {
  grant_type: string;
  parameters: Record<string, string | undefined>;
  secrets?: (string | undefined)[];
};

/** Asks by any grant that is one request to the token endpoint (RFC 6749, section 4.5). */
export function requestByGrant(
  profile: Profile,
  { grant_type, parameters, secrets = [] }: GrantRequest,
  ports: OAuthPorts,
  again: Again = {},
): Promise<Token> {
  const request = { profile, ports, stage: 'token' as const, secrets, ...again };
  return requestToken(request, async ({ server, client, auth, own, options }) => {
    const { additionalParameters: _, ...more } = options;
    const body = withOurs(own, { ...parameters, scope: scopeText(profile) });
    const response = await oauth.genericTokenEndpointRequest(server, client, auth, grant_type, body, more);
    return { response, body: await oauth.processGenericTokenEndpointResponse(server, client, response, processing) };
  });
}

/** What was exchanged need not be an access token: then its type is `N_A` (RFC 8693, section 2.2.1). */
const processing = { recognizedTokenTypes: { n_a: () => undefined } };
