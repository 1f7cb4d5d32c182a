import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Login } from '../../core/login.ts';
import type { Profile } from '../../core/profile.ts';
import { type Answer, checkAnswer, maxAgeOf } from '../authorization-answer.ts';
import { type Proof, responseTypeOf } from '../authorization-request.ts';
import { clientOf } from '../client.ts';
import { requestOptions } from '../request-options.ts';
import { serverHost, serverOf } from '../server.ts';
import { expectAccessTokenHash } from '../token-hash.ts';

/**
 * Checks a hybrid answer: beside state and `iss`, the ID token's signature, claims, nonce, `c_hash`, where given `s_hash` (OpenID Connect
 * Core, section 3.3.2.11) and, with an access token, `at_hash`. The token that counts is the token endpoint's: the one that came
 * through the browser is not kept.
 */
export async function checkHybridAnswer(
  profile: Profile,
  login: Login & Proof,
  answer: Answer,
  ports: { fetch: typeof fetch },
  abort: AbortSignal | undefined,
): Promise<{ parameters: URLSearchParams; user: string | undefined }> {
  const types = responseTypeOf(profile).split(' ');
  const { parameters } = answer;
  const wantsIdToken = types.includes('id_token');
  if (!wantsIdToken || answer.isSigned || parameters.has('error')) {
    const checked = await checkAnswer(profile, login, answer, ports, abort);
    // oauth4webapi reads no signed answer with an ID token in it; one without is not what was asked for.
    if (wantsIdToken) throw new Failure('answer_untrusted', { host: serverHost(profile), claim: 'id_token' });
    return { parameters: checked, user: undefined };
  }
  const checked = await oauth.validateCodeIdTokenResponse(
    serverOf(profile),
    clientOf(profile),
    parameters,
    login.nonce ?? '',
    login.id,
    maxAgeOf(profile) ?? oauth.skipAuthTimeCheck,
    requestOptions(profile, ports.fetch, abort),
  );
  const id_token = parameters.get('id_token') ?? '';
  const { sub, at_hash } = decodeJwt(id_token);
  const access_token = parameters.get('access_token');
  if (access_token !== null) await expectAccessTokenHash(access_token, id_token, at_hash);
  return { parameters: checked, user: sub };
}
