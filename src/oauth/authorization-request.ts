import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import { parametersFor } from '../core/parameter.ts';
import type { Profile } from '../core/profile.ts';
import { clientOf, clientSecrets, signingKey } from './client.ts';
import { connect, type OAuthPorts } from './connection.ts';
import { createDpopKey, dpopHandle } from './dpop.ts';
import { explain } from './explain.ts';
import { scopeText } from './scope-text.ts';
import { isPushed, mayBeInsecure, serverHost, serverOf } from './server.ts';
import { writtenChallenge } from './wire/challenge.ts';
import { shapeParameters } from './wire/shape-request.ts';

/** What a login must remember between the two requests. */
export type Proof = { code_verifier?: string; nonce?: string; redirect_uri: string; dpopKeyId?: string };

/** A `state` that nobody can guess (RFC 6749, section 10.12). */
export const newState = oauth.generateRandomState;

/** What the authorization endpoint shall answer with (OAuth 2.0 Multiple Response Types, sections 3 and 5). */
export function responseTypeOf({ grant_type, response_type }: Profile): string {
  if (grant_type === 'implicit') return response_type ?? 'token';
  return grant_type === 'hybrid' ? (response_type ?? 'code id_token') : 'code';
}

/**
 * What protects one login: a fresh PKCE verifier (RFC 7636) where there is a code, a nonce where an ID token is asked for, and the key that
 * the token will be bound to where the profile wants DPoP.
 */
export async function newProof(
  profile: Profile,
  redirect_uri: string,
  ports: Pick<OAuthPorts, 'randomId' | 'dpopKeys'>,
): Promise<Proof> {
  const types = responseTypeOf(profile).split(' ');
  const hasChallenge = types.includes('code') && profile.code_challenge_method !== 'none';
  const isOpenId = profile.scope.includes('openid') || types.includes('id_token');
  const key = profile.dpop && types.includes('code') ? await createDpopKey(profile, ports) : undefined;
  return {
    redirect_uri,
    ...(hasChallenge && { code_verifier: oauth.generateRandomCodeVerifier() }),
    ...(isOpenId && { nonce: oauth.generateRandomNonce() }),
    ...(key && { dpopKeyId: key.id }),
  };
}

/** These protect the login, so neither the endpoint's own query nor an extra parameter may replace them. */
const guarded = [
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'redirect_uri',
  'dpop_jkt',
  'request',
  'request_uri',
];

/**
 * The URL of the authorization request (RFC 6749, sections 4.1.1 and 4.2.1; RFC 7636, section 4.3; RFC 9449, section 10), signed as a
 * request object (RFC 9101) and pushed beforehand (RFC 9126) where the profile says so. The endpoint's own query stays to the letter; of a
 * parameter named in several places the tester's own wins. Fails with `endpoint_missing`, `insecure_endpoint`, `key_gone`,
 * `profile_incomplete`, and as a request does.
 */
export async function authorizationUrl(
  profile: Profile,
  state: string,
  proof: Proof,
  ports: OAuthPorts,
  abort?: AbortSignal,
): Promise<string> {
  expectReadable(profile);
  const endpoint = expectEndpoint(profile);
  const extra = parametersFor(profile.parameters, 'authorize').filter(
    ({ name, place }) => place !== 'header' && !guarded.includes(name),
  );
  const named = extra.map(({ name }) => name);
  const own = endpoint.search
    .slice(1)
    .split('&')
    .filter((part) => part && ![...guarded, ...named].includes(nameOf(part)));
  const taken = [...own.map(nameOf), ...named];
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(await ourParameters(profile, state, proof, ports))) {
    if (value !== undefined && !taken.includes(name)) parameters.append(name, value);
  }
  for (const { name, value } of extra) parameters.append(name, value);
  const known = { client_id: profile.client_id, redirect_uri: proof.redirect_uri };
  const sent = shapeParameters(await hardened(profile, parameters, ports, abort), profile.deviations, known);
  endpoint.search = '';
  endpoint.hash = '';
  return `${endpoint.href}?${[...own, sent.toString()].join('&')}`;
}

/** oauth4webapi reads no signed answer with an ID token in it: better said before the user signs in than after. */
function expectReadable(profile: Profile): void {
  if (profile.response_mode?.endsWith('jwt') && responseTypeOf(profile).includes('id_token'))
    throw new Failure('profile_incomplete', {
      reason: 'Tokendock can’t read an ID token inside a signed answer (JARM), choose another response mode',
    });
}

function expectEndpoint(profile: Profile): URL {
  const { authorization_endpoint } = serverOf(profile);
  if (!authorization_endpoint) throw new Failure('endpoint_missing', { endpoint: 'authorization_endpoint' });
  const endpoint = new URL(authorization_endpoint);
  if (endpoint.protocol === 'http:' && !mayBeInsecure(profile)) {
    throw new Failure('insecure_endpoint', { url: endpoint.origin + endpoint.pathname });
  }
  return endpoint;
}

async function ourParameters(
  profile: Profile,
  state: string,
  proof: Proof,
  ports: OAuthPorts,
): Promise<Record<string, string | undefined>> {
  const { code_verifier, nonce, redirect_uri, dpopKeyId } = proof;
  const isPlain = profile.code_challenge_method === 'plain';
  const key = dpopKeyId === undefined ? undefined : await ports.dpopKeys.get(dpopKeyId);
  return {
    response_type: responseTypeOf(profile),
    client_id: profile.client_id,
    redirect_uri,
    scope: scopeText(profile),
    response_mode: profile.response_mode,
    state,
    nonce,
    ...(code_verifier !== undefined && {
      code_challenge: isPlain ? code_verifier : await challengeOf(profile, code_verifier),
      code_challenge_method: isPlain ? 'plain' : 'S256',
    }),
    dpop_jkt: key && (await dpopHandle(profile, key).calculateThumbprint()),
  };
}

async function challengeOf({ deviations }: Profile, code_verifier: string): Promise<string> {
  return writtenChallenge(await oauth.calculatePKCECodeChallenge(code_verifier), deviations?.challenge);
}

/** The parameters as they go into the URL: as they are, inside a signed object, or as the reference that the server gave for them. */
async function hardened(
  profile: Profile,
  parameters: URLSearchParams,
  ports: OAuthPorts,
  abort: AbortSignal | undefined,
): Promise<URLSearchParams> {
  try {
    const signed = profile.signedRequest ? await signedRequest(profile, parameters, ports) : parameters;
    return isPushed(profile) ? await push(profile, signed, ports, abort) : signed;
  } catch (error) {
    // A plain challenge is the verifier.
    const secrets = [...clientSecrets(profile), ...parameters.getAll('code_challenge')];
    throw await explain(error, { host: serverHost(profile), secrets, signingIn: true });
  }
}

/**
 * A request object (RFC 9101, section 5), and beside it what OAuth and OpenID Connect Core, section 6.1, want outside of it. Pushed, it
 * stands alone with what authenticates the client (RFC 9126, section 3).
 */
async function signedRequest(
  profile: Profile,
  parameters: URLSearchParams,
  ports: OAuthPorts,
): Promise<URLSearchParams> {
  const { privateKey, publicJwk } = await signingKey(profile, ports);
  const key = { key: privateKey, kid: publicJwk.kid };
  const request = await oauth.issueRequestObject(serverOf(profile), clientOf(profile), parameters, key);
  const outside = isPushed(profile) ? ['client_id'] : ['client_id', 'response_type', 'scope'];
  const beside = outside.flatMap((name) => parameters.getAll(name).map((value) => [name, value]));
  return new URLSearchParams([...beside, ['request', request]]);
}

async function push(
  profile: Profile,
  parameters: URLSearchParams,
  ports: OAuthPorts,
  abort: AbortSignal | undefined,
): Promise<URLSearchParams> {
  const { server, client, auth, options } = connect(profile, ports, 'pushed authorization', abort);
  const { additionalParameters: _, ...more } = options;
  const response = await oauth.pushedAuthorizationRequest(server, client, auth, parameters, more);
  const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, response);
  return new URLSearchParams({ client_id: client.client_id, request_uri });
}

function nameOf(part: string): string {
  return new URLSearchParams(part).keys().next().value ?? '';
}
