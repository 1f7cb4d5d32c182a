import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
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

/** Asks for a code that the user types elsewhere (RFC 8628, section 3.1). */
export async function requestDeviceCode(profile: Profile, ports: OAuthPorts, abort?: AbortSignal): Promise<Waiting> {
  const { server, client, auth, own, options } = connect(profile, ports, 'device authorization', abort);
  const { additionalParameters: _, ...more } = options;
  try {
    const parameters = withOurs(own, { scope: scopeText(profile) });
    const response = await oauth.deviceAuthorizationRequest(server, client, auth, parameters, more);
    const answer = await oauth.processDeviceAuthorizationResponse(server, client, response);
    const { device_code, user_code, verification_uri, verification_uri_complete } = answer;
    const refused = (reason: string) => new Failure('answer_not_conform', { host: serverHost(profile), reason });
    const page = webPage(verification_uri);
    const complete = verification_uri_complete === undefined ? undefined : webPage(verification_uri_complete);
    // What is no web page would be a link, or a picture for a phone, that does something else.
    if (!page || (verification_uri_complete !== undefined && !complete))
      throw refused('its verification_uri is no web page');
    if (!/^\P{C}{1,100}$/u.test(user_code)) throw refused('nobody can type its user_code');
    return {
      ...waitingOf(device_code, answer, ports.now()),
      user_code,
      verification_uri: page.href,
      // The tester reads of one host only.
      ...(complete?.host === page.host && { verification_uri_complete: complete.href }),
    };
  } catch (error) {
    throw await explain(error, { host: serverHost(profile), secrets: clientSecrets(profile), signingIn: true });
  }
}

/** Written as browsers do, so that no letters of another script, and nothing before the host, make it look like another one. */
function webPage(uri: string): URL | undefined {
  const url = URL.parse(uri);
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
}

/** Asks once whether the user has confirmed (RFC 8628, section 3.4). */
export function askForDevice(profile: Profile, waiting: Waiting, ports: OAuthPorts, again: Again): Promise<Token> {
  const request = { profile, ports, stage: 'token' as const, secrets: [waiting.code], ...again };
  return requestToken(request, async ({ server, client, auth, options }) => {
    const response = await oauth.deviceCodeGrantRequest(server, client, auth, waiting.code, options);
    return { response, body: await oauth.processDeviceCodeResponse(server, client, response) };
  });
}
