import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Callback, Login } from '../../core/login.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { checkAnswer, maxAgeOf, readAnswer } from '../authorization-answer.ts';
import { type Proof, responseTypeOf } from '../authorization-request.ts';
import { clientOf } from '../client.ts';
import type { OAuthPorts } from '../connection.ts';
import { explain } from '../explain.ts';
import { checkIdTokenSignature } from '../id-token-signature.ts';
import { requestOptions } from '../request-options.ts';
import { hasIssuer, serverHost, serverOf } from '../server.ts';
import { expectAccessTokenHash } from '../token-hash.ts';
import { tokenOf, userOf } from '../token-response.ts';
import { normaliseResponse } from '../wire/normalise-response.ts';

/**
 * Reads the token of a callback (RFC 6749, section 4.2.2; OpenID Connect Core, section 3.2.2.5), after the checks of state, `iss` and of an
 * ID token's signature, claims, nonce and, beside an access token, `at_hash` (section 3.2.2.11). oauth4webapi reads no implicit answers,
 * but the same fields as a token response: so it gets them as one. Where only an ID token was asked for, that is the token.
 */
export async function readImplicitAnswer(
  profile: Profile,
  login: Login & Proof,
  callback: Callback,
  ports: OAuthPorts,
  abort?: AbortSignal,
): Promise<Token> {
  const answer = readAnswer(profile, callback, login.id);
  const hidden = ['access_token', 'id_token', 'response'].flatMap((name) => answer.parameters.getAll(name));
  try {
    // RFC 6749, section 3.1: of two, either may be the injected one. With a code, oauth4webapi sees to that.
    const twice = ['access_token', 'id_token'].find((name) => answer.parameters.getAll(name).length > 1);
    if (twice)
      throw new Failure('answer_not_conform', { host: serverHost(profile), reason: `“${twice}” stands in it twice` });
    const id_token = answer.parameters.get('id_token') ?? undefined;
    answer.parameters.delete('id_token');
    const namesIssuer = id_token !== undefined && responseTypeOf(profile).includes('id_token');
    const parameters = await checkAnswer(profile, login, { ...answer, namesIssuer }, ports, abort);
    return await tokenIn(profile, login, parameters, id_token, ports, abort);
  } catch (error) {
    const failure = await explain(error, { host: serverHost(profile), secrets: [...hidden, login.nonce] });
    throw failure.code === 'id_token_invalid' && !hasIssuer(profile) ? new Failure('issuer_needed') : failure;
  }
}

async function tokenIn(
  profile: Profile,
  login: Login & Proof,
  parameters: URLSearchParams,
  id_token: string | undefined,
  ports: OAuthPorts,
  abort: AbortSignal | undefined,
): Promise<Token> {
  const types = responseTypeOf(profile).split(' ');
  const { state: _1, iss: _2, response: _3, ...came } = Object.fromEntries(parameters);
  const given = types.includes('token') ? came : { access_token: id_token, token_type: 'Bearer' };
  // What a profile says of the token endpoint's answers does not hold for these.
  const { scope, scopeSeparator } = profile;
  const answer = { status: 200, type: 'application/json', text: JSON.stringify(given) };
  const heard = normaliseResponse(answer, { scope, scopeSeparator }, 'token', ports.now());
  const { fields = given } = heard;
  const server = serverOf(profile);
  const client = clientOf(profile);
  if (!types.includes('id_token')) {
    const body = await oauth.processGenericTokenEndpointResponse(server, client, Response.json(fields));
    return tokenOf(body, profile, ports.randomId(), ports.now(), heard);
  }
  const response = Response.json({ ...fields, id_token });
  const maxAge = maxAgeOf(profile);
  const body = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: login.nonce ?? '',
    requireIdToken: true,
    ...(maxAge !== undefined && { maxAge }),
  });
  // It came through the browser: nothing but its signature says that it is the server's.
  const signed = { response, id_token: body.id_token ?? '', by: 'browser' as const };
  await checkIdTokenSignature(profile, server, signed, requestOptions(profile, ports.fetch, abort));
  const claims = oauth.getValidatedIdTokenClaims(body);
  if (types.includes('token')) await expectAccessTokenHash(body.access_token, body.id_token ?? '', claims?.at_hash);
  const token = tokenOf(body, profile, ports.randomId(), ports.now(), heard);
  const user = userOf(claims ?? {}, profile.deviations?.idToken);
  return {
    ...token,
    ...(user && { user }),
    ...(!types.includes('token') && claims && { expiresAt: claims.exp * 1000 }),
  };
}
