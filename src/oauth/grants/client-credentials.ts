import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import type { OAuthPorts } from '../connection.ts';
import { scopeText } from '../scope-text.ts';
import { requestToken } from '../token-request.ts';
import { withOurs } from '../with-parameters.ts';
import type { Again } from './again.ts';

/** Asks for a token of the client's own (RFC 6749, section 4.4). */
export function requestClientCredentials(profile: Profile, ports: OAuthPorts, again: Again = {}): Promise<Token> {
  return requestToken({ profile, ports, stage: 'token', ...again }, async ({ server, client, auth, own, options }) => {
    const parameters = withOurs(own, { scope: scopeText(profile) });
    const response = await oauth.clientCredentialsGrantRequest(server, client, auth, parameters, options);
    return { response, body: await oauth.processClientCredentialsResponse(server, client, response) };
  });
}
