import * as oauth from 'oauth4webapi';
import { Failure } from '../../core/failure.ts';
import type { Callback, Login } from '../../core/login.ts';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf, clientSecrets } from '../client.ts';
import { explain } from '../explain.ts';
import { hasIssuer, mayBeInsecure, requestOptions, serverHost, serverOf } from '../server.ts';
import { tokenOf, userOf } from '../token-response.ts';

/** What a login must remember between the two requests. */
export type Proof = { code_verifier: string; nonce?: string; redirect_uri: string };

/** A fresh PKCE verifier (RFC 7636), and a nonce where an ID token is asked for. */
export function newProof(profile: Profile, redirect_uri: string): Proof {
  const openid = profile.scope.includes('openid');
  return {
    code_verifier: oauth.generateRandomCodeVerifier(),
    redirect_uri,
    ...(openid && { nonce: oauth.generateRandomNonce() }),
  };
}

/** A `state` that nobody can guess (RFC 6749, section 10.12). */
export const newState = oauth.generateRandomState;

/** These protect the login, so neither the endpoint's own query nor an extra parameter may replace them. */
const guarded = ['state', 'nonce', 'code_challenge', 'code_challenge_method', 'redirect_uri'];

/**
 * The URL of the authorization request (RFC 6749, section 4.1.1; RFC 7636, section 4.3). The endpoint's own query stays to the
 * letter; of a parameter named in several places the tester's own wins. Fails with `endpoint_missing`, `insecure_endpoint`.
 */
export async function authorizationUrl(profile: Profile, state: string, proof: Proof): Promise<string> {
  const server = serverOf(profile);
  if (!server.authorization_endpoint) throw new Failure('endpoint_missing', { endpoint: 'authorization_endpoint' });
  const endpoint = new URL(server.authorization_endpoint);
  if (endpoint.protocol === 'http:' && !mayBeInsecure(profile)) {
    throw new Failure('insecure_endpoint', { url: endpoint.origin + endpoint.pathname });
  }
  const extra = profile.authorizationParameters.filter(({ name }) => !guarded.includes(name));
  const replaced = [...guarded, ...extra.map(({ name }) => name)];
  const own = endpoint.search
    .slice(1)
    .split('&')
    .filter((part) => part && !replaced.includes(nameOf(part)));
  const taken = [...own.map(nameOf), ...extra.map(({ name }) => name)];
  const ours: Record<string, string> = {
    response_type: 'code',
    client_id: profile.client_id,
    redirect_uri: proof.redirect_uri,
    ...(profile.scope.length > 0 && { scope: profile.scope.join(profile.scopeSeparator) }),
    state,
    ...(proof.nonce !== undefined && { nonce: proof.nonce }),
    code_challenge: await oauth.calculatePKCECodeChallenge(proof.code_verifier),
    code_challenge_method: 'S256',
  };
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(ours)) if (!taken.includes(name)) added.append(name, value);
  for (const { name, value } of extra) added.append(name, value);
  endpoint.search = '';
  endpoint.hash = '';
  return `${endpoint.href}?${[...own, added.toString()].join('&')}`;
}

/**
 * Exchanges the code of a callback for a token (RFC 6749, section 4.1.3), after the checks of state, `iss` (RFC 9207) and,
 * with an ID token, of its signature, issuer, audience, nonce and times (OpenID Connect Core, section 3.1.3.7).
 */
export async function exchangeCode(
  profile: Profile,
  login: Login & Proof,
  callback: Callback,
  ports: { fetch: typeof fetch; now(): number; randomId(): string },
  abort?: AbortSignal,
): Promise<Token> {
  const server = serverOf(profile);
  const client = clientOf(profile);
  const options = requestOptions(profile, ports.fetch, abort);
  const parameters = callbackParameters(callback);
  if (!hasIssuer(profile)) parameters.delete('iss');
  try {
    const checked = oauth.validateAuthResponse(server, client, parameters, login.id);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuth(profile),
      checked,
      login.redirect_uri,
      login.code_verifier,
      options,
    );
    const body = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: login.nonce ?? oauth.expectNoNonce,
    });
    if (body.id_token !== undefined && server.jwks_uri)
      await oauth.validateApplicationLevelSignature(server, response, options);
    const token = tokenOf(body, profile, ports.randomId(), ports.now());
    const user = userOf(oauth.getValidatedIdTokenClaims(body) ?? {});
    return { ...token, ...(user && { user }) };
  } catch (error) {
    const secrets = [...clientSecrets(profile), login.code_verifier, login.nonce, ...parameters.getAll('code')];
    const failure = await explain(error, { host: serverHost(profile), secrets });
    throw failure.code === 'id_token_invalid' && !hasIssuer(profile) ? new Failure('issuer_needed') : failure;
  }
}

/** The parameters of a callback, wherever the server put them: form, fragment or query. */
export function callbackParameters({ url, form }: Callback): URLSearchParams {
  if (form) return new URLSearchParams(form);
  const { hash, search } = new URL(url);
  const fragment = new URLSearchParams(hash.slice(1));
  return fragment.has('code') || fragment.has('error') || fragment.has('state')
    ? fragment
    : new URLSearchParams(search);
}

function nameOf(part: string): string {
  return new URLSearchParams(part).keys().next().value ?? '';
}
