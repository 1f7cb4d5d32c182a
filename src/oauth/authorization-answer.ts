import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { Callback, Login } from '../core/login.ts';
import { parametersFor } from '../core/parameter.ts';
import type { Profile } from '../core/profile.ts';
import { callbackParameters } from './callback-parameters.ts';
import { clientOf } from './client.ts';
import { explain } from './explain.ts';
import { requestOptions } from './request-options.ts';
import { hasIssuer, serverHost, serverOf } from './server.ts';
import { normaliseCallback } from './wire/normalise-callback.ts';

/** An answer of the authorization endpoint before it was checked. */
export type Answer = { parameters: URLSearchParams; isSigned: boolean; namesIssuer?: boolean };

/** What the server sent back to the login with this state. Without an issuer in the profile, `iss` can't be compared. */
export function readAnswer(profile: Profile, callback: Callback, state: string): Answer {
  const deviation = profile.deviations?.callback;
  const given = callbackParameters(callback, Object.values(deviation?.parameters ?? {}));
  const parameters = normaliseCallback(given, deviation, state);
  if (!hasIssuer(profile)) parameters.delete('iss');
  return { parameters, isSigned: parameters.has('response') };
}

/**
 * Checks state, `iss` (RFC 9207), errors, and of a signed answer (JARM) signature, issuer, audience and time. A profile that wants signed
 * answers takes no other, but for an error. Fails with `state_wrong`, `issuer_mixed_up`, `authorization_refused`, `answer_untrusted`.
 */
export async function checkAnswer(
  profile: Profile,
  login: Pick<Login, 'id'>,
  { parameters, isSigned, namesIssuer = false }: Answer,
  ports: { fetch: typeof fetch },
  abort?: AbortSignal,
): Promise<URLSearchParams> {
  const found = serverOf(profile);
  // An ID token says the issuer itself (RFC 9207, section 2.4), and is checked for it.
  const server = namesIssuer ? { ...found, authorization_response_iss_parameter_supported: false } : found;
  const client = clientOf(profile);
  const host = serverHost(profile);
  if (!isSigned) {
    if (wantsSigned(profile) && !parameters.has('error'))
      throw new Failure('answer_untrusted', { host, reason: 'it came without a signature' });
    return oauth.validateAuthResponse(server, client, parameters, login.id);
  }
  try {
    const options = requestOptions(profile, ports.fetch, abort);
    const { callback } = profile.deviations ?? {};
    if (!callback) return await oauth.validateJwtAuthResponse(server, client, parameters, login.id, options);
    // What is renamed stands inside: state and errors can be looked for once the signature is known to be good.
    const signed = await oauth.validateJwtAuthResponse(server, client, parameters, oauth.skipStateCheck, options);
    return oauth.validateAuthResponse(server, client, normaliseCallback(signed, callback, login.id), login.id);
  } catch (error) {
    const failure = await explain(error, { host });
    const isOfJwt = ['id_token_invalid', 'clock_skewed', 'answer_not_conform'].includes(failure.code);
    throw isOfJwt ? new Failure('answer_untrusted', { ...failure.values, host }) : failure;
  }
}

/** How long ago the user may have signed in (seconds), as the profile asked (OpenID Connect Core, section 3.1.2.1). */
export function maxAgeOf(profile: Profile): number | undefined {
  const found = parametersFor(profile.parameters, 'authorize').find(({ name }) => name === 'max_age');
  const seconds = Number(found?.value || Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function wantsSigned({ response_mode }: Profile): boolean {
  return response_mode !== undefined && /(?:^|\.)jwt$/.test(response_mode);
}
