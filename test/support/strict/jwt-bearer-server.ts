import { importJWK, type JWK, jwtVerify } from 'jose';
import { type OddServer, startOddServer } from '../odd-server.ts';
import { grant, refuse, strictEndpoint } from './strict-endpoint.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A token endpoint that takes assertions signed by this key as RFC 7523, section 3, says: each once, for itself, and in time. */
export function startJwtBearerServer(registered: JWK): Promise<OddServer> {
  const seen = new Set<string>();
  let audience = '';
  const endpoint = strictEndpoint({
    async [jwtBearer](body) {
      const assertion = body.get('assertion');
      if (!assertion) return refuse('invalid_request', 'assertion is required');
      try {
        const { payload } = await jwtVerify(assertion, await importJWK(registered), {
          audience,
          issuer: 'strict-client',
          requiredClaims: ['iss', 'sub', 'aud', 'exp'],
          clockTolerance: 0,
          maxTokenAge: 600,
        });
        if (payload.jti === undefined || seen.has(payload.jti)) return refuse('invalid_grant', 'jti was used before');
        seen.add(payload.jti);
        return grant({ access_token: `for-${payload.sub}` });
      } catch (error) {
        return refuse('invalid_grant', (error as Error).message);
      }
    },
  });
  return startOddServer((request, server) => {
    audience = `${server.origin}/token`;
    return endpoint(request, server);
  });
}
