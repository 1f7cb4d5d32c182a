import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';

type BearerAnswer =
  | { readonly granted: true; readonly user: string; readonly claims: JWTPayload }
  | { readonly granted: false; readonly challenge: string };

export type BearerCheck = {
  check(authorization: string | undefined): Promise<BearerAnswer>;
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
    async check(authorization) {
      if (!authorization) return { granted: false, challenge: 'Bearer realm="pets"' };
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (!token) return invalid('Authorization is not a Bearer token');
      seen.add(token);
      if (refused.has(token)) return invalid('The access token was revoked');
      try {
        const { payload: claims } = await verify(token);
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
