import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import type { Token } from '../core/token.ts';
import { clientSecrets } from './client.ts';
import { type Connection, connect, type OAuthPorts } from './connection.ts';
import { createDpopKey, dpopHandle, withNonce } from './dpop.ts';
import { explain } from './explain.ts';
import { checkIdTokenSignature, learnKeys } from './id-token-signature.ts';
import { hasIssuer, serverHost } from './server.ts';
import { expectAccessTokenHash } from './token-hash.ts';
import { tokenOf, userOf } from './token-response.ts';
import type { Known } from './wire/shape-request.ts';
import { heardIn } from './wire/wire-fetch.ts';

/** A connection to the token endpoint, with the proof of the token's key where the profile binds tokens to one. */
export type TokenConnection = Omit<Connection, 'options'> & {
  options: Connection['options'] & { DPoP?: oauth.DPoPHandle };
};

export type TokenRequest = {
  profile: Profile;
  ports: OAuthPorts;
  stage: 'token' | 'refresh';
  abort?: AbortSignal | undefined;
  /** The key that the token is, or is to be, bound to. Without one, a profile with DPoP gets a new one. */
  dpopKeyId?: string | undefined;
  /** What the profile's deviations may name. */
  known?: Known;
  /** What earlier requests of the same waiting have learned of the server's keys. */
  keys?: oauth.JWKSCacheInput;
  /** Whether an ID token may come, where the scope doesn’t tell. */
  expectsIdToken?: boolean;
  /** What beside the client's own secrets must not be quoted. */
  secrets?: readonly (string | undefined)[];
};

/** The answer as oauth4webapi found it good, and as it came, by which its ID token's signature is checked. */
export type CheckedAnswer = { response: Response; body: oauth.TokenEndpointResponse };

/**
 * Asks the token endpoint by one grant, and checks what every grant's answer must stand: an ID token's signature and claims
 * (OpenID Connect Core, section 3.1.3.7). Times and DPoP's nonce are seen to. Every failure is explained.
 */
export async function requestToken(
  request: TokenRequest,
  ask: (connection: TokenConnection) => Promise<CheckedAnswer>,
): Promise<Token> {
  const { profile, ports, stage, abort, known, secrets = [], keys = {} } = request;
  const { expectsIdToken = profile.scope.includes('openid') } = request;
  try {
    const connection = connect(profile, ports, stage, abort, known);
    const key = await dpopKey(request);
    const { method } = forKind(profile.deviations?.requests, stage);
    const options = { ...connection.options, ...(key && { DPoP: dpopHandle(profile, key, method) }) };
    if (expectsIdToken) await learnKeys(keys, connection.server, connection.options);
    const { body, response } = await withNonce(() => ask({ ...connection, options }));
    const { id_token } = body;
    if (id_token !== undefined)
      await checkIdTokenSignature(
        profile,
        connection.server,
        { response, id_token, by: 'token endpoint' },
        { ...connection.options, [oauth.jwksCache]: keys },
      );
    const claims = oauth.getValidatedIdTokenClaims(body);
    if (claims?.at_hash !== undefined)
      await expectAccessTokenHash(body.access_token, body.id_token ?? '', claims.at_hash);
    const token = tokenOf(body, profile, ports.randomId(), ports.now(), heardIn(response));
    const user = userOf(claims ?? {}, profile.deviations?.idToken);
    const isBound = key !== undefined && token.token_type === 'dpop';
    return { ...token, ...(user && { user }), ...(isBound && { dpopKeyId: key.id }) };
  } catch (error) {
    const context = {
      host: serverHost(profile),
      secrets: [...clientSecrets(profile), ...secrets],
      renewing: stage === 'refresh',
    };
    const failure = await explain(error, context);
    throw failure.code === 'id_token_invalid' && !hasIssuer(profile) ? new Failure('issuer_needed') : failure;
  }
}

/** A key that was forgotten is replaced: the server says whether it still takes the token without it. */
async function dpopKey({ profile, ports, dpopKeyId }: TokenRequest) {
  const known = dpopKeyId === undefined ? undefined : await ports.dpopKeys.get(dpopKeyId);
  return known ?? (profile.dpop ? createDpopKey(profile, ports) : undefined);
}
