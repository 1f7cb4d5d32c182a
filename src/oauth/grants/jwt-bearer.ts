import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import { clientOf, signingKey } from '../client.ts';
import type { OAuthPorts } from '../connection.ts';
import { hasIssuer, serverOf } from '../server.ts';
import type { GrantRequest } from './generic.ts';

/** How long a built assertion is good (seconds): long enough for clocks that differ, short enough to be worth little. */
const life = 120;

/**
 * An assertion in place of a user (RFC 7523, section 2.1): the pasted one, or one that is built from the profile's claims and signed by its
 * key. Fails with `key_gone`, `profile_incomplete`.
 */
export async function jwtBearerRequest(
  profile: Profile,
  ports: Pick<OAuthPorts, 'keys' | 'now' | 'randomId'>,
): Promise<GrantRequest> {
  const assertion = profile.assertion?.trim() || (await buildAssertion(profile, ports));
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    parameters: { assertion },
    secrets: [assertion],
  };
}

/**
 * What the tester did not claim: who issues it, for whom, since and until when, and a number that is used once. It is signed as
 * oauth4webapi signs a client's own assertion, which is the same kind of JWT (RFC 7523, section 3), with these claims in place of those.
 */
async function buildAssertion(profile: Profile, ports: Pick<OAuthPorts, 'keys' | 'now' | 'randomId'>): Promise<string> {
  const { privateKey, publicJwk } = await signingKey(profile, ports);
  const server = serverOf(profile);
  const now = Math.floor(ports.now() / 1000);
  const claims = {
    iss: profile.client_id,
    aud: hasIssuer(profile) ? server.issuer : server.token_endpoint,
    jti: ports.randomId(),
    iat: now,
    exp: now + life,
    ...typedClaims(profile.assertionClaims),
  };
  const sign = oauth.PrivateKeyJwt(
    { key: privateKey, kid: publicJwk.kid },
    {
      [oauth.modifyAssertion]: (header, payload) => {
        header.typ = 'JWT';
        for (const name of Object.keys(payload)) delete payload[name];
        Object.assign(payload, claims);
      },
    },
  );
  const signed = new URLSearchParams();
  await sign(server, clientOf(profile), signed, new Headers());
  return signed.get('client_assertion') ?? '';
}

function typedClaims(text = '{}'): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // The form checks this; what JSON.parse says would quote the claims.
    throw new Failure('profile_incomplete', { reason: 'the claims of the assertion are not JSON' });
  }
}
