import * as oauth from 'oauth4webapi';
import type { DpopKey } from '../core/dpop-key.ts';
import type { Profile } from '../core/profile.ts';
import { signingAlgorithms } from '../core/profile.ts';
import { clientOf } from './client.ts';
import type { OAuthPorts } from './connection.ts';
import { serverOf } from './server.ts';

/** A new key for a token of this profile, stored, by an algorithm that the server takes (RFC 9449, section 5.1). */
export async function createDpopKey(
  profile: Profile,
  ports: Pick<OAuthPorts, 'randomId' | 'dpopKeys'>,
): Promise<DpopKey> {
  const supported = serverOf(profile).dpop_signing_alg_values_supported;
  const alg = signingAlgorithms.find((each) => !supported || supported.includes(each)) ?? signingAlgorithms[0];
  // Extractable until it is stored: only so can it be encrypted.
  const { privateKey, publicKey } = await oauth.generateKeyPair(alg, { extractable: true });
  const key = { id: ports.randomId(), profileId: profile.id, privateKey, publicKey };
  await ports.dpopKeys.put(key);
  return key;
}

/**
 * What proves that a request comes from the holder of this key (RFC 9449, section 4). `method` is what the provider wants in place of
 * the usual one: the proof is made before the request is shaped.
 */
export function dpopHandle(
  profile: Pick<Profile, 'client_id'>,
  { privateKey, publicKey }: DpopKey,
  method?: string,
): oauth.DPoPHandle {
  const options: oauth.DPoPRequestOptions & oauth.ModifyAssertionOptions = {
    ...(method && {
      [oauth.modifyAssertion]: (_, payload) => {
        payload.htm = method;
      },
    }),
  };
  return oauth.DPoP(clientOf(profile), { privateKey, publicKey }, options);
}

/** Does a request, and once more when the server wants its nonce in the proof: the handle knows it by then (RFC 9449, section 8). */
export async function withNonce<Result>(request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return request();
  }
}
