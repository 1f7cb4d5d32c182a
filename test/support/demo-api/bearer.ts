import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { faultOfProof, type ProvedCall } from './proof.ts';

type BearerAnswer =
  | { readonly granted: true; readonly user: string; readonly claims: JWTPayload }
  | { readonly granted: false; readonly challenge: string };

export type BearerCheck = {
  /** A token that is bound to a key (RFC 9449) wants a proof for the call. */
  check(authorization: string | undefined, call?: ProvedCall): Promise<BearerAnswer>;
  /** Every token that was presented so far is refused from now on, as if it had been revoked. */
  refuseSeen(): void;
};

export type BearerInputs = {
  readonly issuer: string;
  readonly audience: string;
  /** What the API takes for the present time. */
  readonly now: () => Date;
};

/** Verifies RFC 9068 access tokens by the issuer's keys, and answers as RFC 6750 section 3 says. */
export function createBearerCheck({ issuer, audience, now }: BearerInputs): BearerCheck {
  const seen = new Set<string>();
  const refused = new Set<string>();
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  const verify = async (token: string) => {
    keys ??= createRemoteJWKSet(await jwksUri(issuer));
    return jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt', clockTolerance: 0, currentDate: now() });
  };

  return {
    async check(authorization, call) {
      if (!authorization) return { granted: false, challenge: 'Bearer realm="pets"' };
      const [, scheme = '', token] = /^(Bearer|DPoP) +(\S+)$/i.exec(authorization) ?? [];
      if (!token) return invalid('Authorization is not a Bearer token');
      seen.add(token);
      if (refused.has(token)) return invalid('The access token was revoked');
      try {
        const { payload: claims } = await verify(token);
        const { jkt } = (claims.cnf ?? {}) as { jkt?: string };
        if (!jkt !== /^Bearer$/i.test(scheme)) return invalid('The scheme does not fit the token');
        const fault = jkt && (call ? await faultOfProof(call, token, jkt) : 'there is no proof');
        if (fault === 'use_dpop_nonce') return { granted: false, challenge: 'DPoP error="use_dpop_nonce"' };
        if (fault)
          return { granted: false, challenge: `DPoP error="invalid_dpop_proof", error_description="${fault}"` };
        return { granted: true, user: String(claims.preferred_username ?? claims.sub), claims };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return invalid('The access token expired');
        if (error instanceof errors.JOSEError) return invalid(error.message);
        throw error;
      }
    },
    refuseSeen() {
      for (const token of seen) refused.add(token);
    },
  };
}

async function jwksUri(issuer: string): Promise<URL> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as { jwks_uri: string };
  return new URL(metadata.jwks_uri);
}

function invalid(description: string): BearerAnswer {
  const quotable = description.replace(/["\\]/g, "'");
  return { granted: false, challenge: `Bearer error="invalid_token", error_description="${quotable}"` };
}
