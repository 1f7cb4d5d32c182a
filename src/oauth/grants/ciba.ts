import * as oauth from 'oauth4webapi';
import type { Waiting } from '../../core/login.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientSecrets } from '../client.ts';
import { connect, type OAuthPorts } from '../connection.ts';
import { explain } from '../explain.ts';
import { scopeText } from '../scope-text.ts';
import { serverHost } from '../server.ts';
import { requestToken } from '../token-request.ts';
import { withOurs } from '../with-parameters.ts';
import type { Again } from './again.ts';
import { waitingOf } from './waiting.ts';

/** Asks the server to reach a user by itself (OpenID CIBA, section 7.1). */
export async function requestBackchannel(profile: Profile, ports: OAuthPorts, abort?: AbortSignal): Promise<Waiting> {
  const { server, client, auth, own, options } = connect(profile, ports, 'backchannel authentication', abort);
  const { additionalParameters: _, ...more } = options;
  const { login_hint, binding_message } = profile;
  try {
    const parameters = withOurs(own, { scope: scopeText(profile), login_hint, binding_message });
    const response = await oauth.backchannelAuthenticationRequest(server, client, auth, parameters, more);
    const answer = await oauth.processBackchannelAuthenticationResponse(server, client, response);
    return waitingOf(answer.auth_req_id, answer, ports.now());
  } catch (error) {
    throw await explain(error, { host: serverHost(profile), secrets: clientSecrets(profile), signingIn: true });
  }
}

/** Asks once whether the user has confirmed (OpenID CIBA, section 10.1, poll mode). */
export function askForBackchannel(profile: Profile, waiting: Waiting, ports: OAuthPorts, again: Again): Promise<Token> {
  const request = { profile, ports, stage: 'token' as const, secrets: [waiting.code], ...again };
  return requestToken(request, async ({ server, client, auth, options }) => {
    const response = await oauth.backchannelAuthenticationGrantRequest(server, client, auth, waiting.code, options);
    return { response, body: await oauth.processBackchannelAuthenticationGrantResponse(server, client, response) };
  });
}
