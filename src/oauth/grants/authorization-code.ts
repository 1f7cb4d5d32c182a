import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Callback, Login } from '../../core/login.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { checkAnswer, maxAgeOf, readAnswer } from '../authorization-answer.ts';
import type { Proof } from '../authorization-request.ts';
import { clientSecrets } from '../client.ts';
import type { OAuthPorts } from '../connection.ts';
import { explain } from '../explain.ts';
import { hasIssuer, serverHost } from '../server.ts';
import { requestToken } from '../token-request.ts';
import { profileAt, tokenOrigin } from '../wire/token-host.ts';
import { checkHybridAnswer } from './hybrid.ts';

/**
 * Exchanges the code of a callback for a token (RFC 6749, section 4.1.3), after the checks of state, `iss` (RFC 9207), of a signed answer
 * (JARM) or what came beside the code (hybrid flow) and, with an ID token, of its signature, issuer, audience, nonce and times
 * (OpenID Connect Core, section 3.1.3.7).
 */
export async function exchangeCode(
  profile: Profile,
  login: Login & Proof,
  callback: Callback,
  ports: OAuthPorts,
  abort?: AbortSignal,
): Promise<Token> {
  const { parameters, user } = await checked(profile, login, callback, ports, abort);
  const secrets = [login.code_verifier, login.nonce, ...parameters.getAll('code')];
  const { dpopKeyId, redirect_uri } = login;
  const origin = tokenOrigin(profile, parameters);
  const at = profileAt(profile, origin);
  const request = { profile: at, ports, stage: 'token' as const, secrets, abort, dpopKeyId, known: { redirect_uri } };
  const token = await requestToken(request, async ({ server, client, auth, options }) => {
    const verifier = login.code_verifier ?? oauth.nopkce;
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      auth,
      parameters,
      login.redirect_uri,
      verifier,
      options,
    );
    const maxAge = maxAgeOf(profile);
    const body = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: login.nonce ?? oauth.expectNoNonce,
      ...(maxAge !== undefined && { maxAge }),
    });
    const sub = oauth.getValidatedIdTokenClaims(body)?.sub;
    // OpenID Connect Core, section 3.3.3.6.
    if (user !== undefined && sub !== undefined && sub !== user)
      throw new Failure('id_token_invalid', { reason: 'it speaks for another user than the one beside the code' });
    return { response, body };
  });
  return { ...token, ...(origin && { origin }) };
}

/** The answer's parameters once they are good, and whom an ID token among them speaks for. */
async function checked(
  profile: Profile,
  login: Login & Proof,
  callback: Callback,
  ports: OAuthPorts,
  abort: AbortSignal | undefined,
): Promise<{ parameters: URLSearchParams; user: string | undefined }> {
  const answer = readAnswer(profile, callback, login.id);
  try {
    if (profile.grant_type === 'hybrid') return await checkHybridAnswer(profile, login, answer, ports, abort);
    return { parameters: await checkAnswer(profile, login, answer, ports, abort), user: undefined };
  } catch (error) {
    const hidden = ['code', 'access_token', 'id_token', 'response'].flatMap((name) => answer.parameters.getAll(name));
    const failure = await explain(error, {
      host: serverHost(profile),
      secrets: [...clientSecrets(profile), ...hidden],
    });
    throw failure.code === 'id_token_invalid' && !hasIssuer(profile) ? new Failure('issuer_needed') : failure;
  }
}
