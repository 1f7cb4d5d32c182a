import type { Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token, User } from '../../../src/core/token.ts';
import { authorizationUrl, newProof, newState, type Proof } from '../../../src/oauth/authorization-request.ts';
import { introspect } from '../../../src/oauth/endpoints/introspect.ts';
import { revoke } from '../../../src/oauth/endpoints/revoke.ts';
import { userInfo } from '../../../src/oauth/endpoints/user-info.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../../src/oauth/grants/client-credentials.ts';
import { refresh } from '../../../src/oauth/grants/refresh.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { type DeviatingServer, type Mix, startDeviatingServer } from '../../support/deviating-server.ts';
import { ports, redirectUri } from './real-server.ts';

export type Scene = { server: DeviatingServer; profile: Profile; mix: Mix };

const methods = { basic: 'client_secret_basic', post: 'client_secret_post', none: 'none' } as const;

/** A server with this mix, and the profile that gets along with it. */
export async function deviate(changes: Partial<Mix> | ((tokenOrigin: string) => Partial<Mix>)): Promise<Scene> {
  const mixes: Mix[] = [];
  const server = await startDeviatingServer((tokenOrigin) => {
    const more = typeof changes === 'function' ? changes(tokenOrigin) : changes;
    const client = { client_id: 'tester', client_secret: 'secret', auth: 'post' } as const;
    const mix: Mix = { deviations: {}, faults: {}, client, now: noon, ...more };
    mixes.push(mix);
    return mix;
  });
  const mix = mixes[0] as Mix;
  const { client, deviations, scopeSeparator = ' ' } = mix;
  const at = (name: string) => `${server.origin}/${name}`;
  const profile = aProfile({
    endpoints: {
      authorization_endpoint: at('authorize'),
      token_endpoint: at('token'),
      refresh_endpoint: at('refresh'),
      userinfo_endpoint: at('userinfo'),
      introspection_endpoint: at('introspect'),
      revocation_endpoint: at('revoke'),
    },
    client_id: client.client_id,
    ...(client.client_secret && { client_secret: client.client_secret }),
    token_endpoint_auth_method: methods[client.auth],
    redirect: { by: 'tab', redirect_uri: redirectUri },
    scope: ['pets:read', 'pets:write'],
    scopeSeparator,
    introspection_secret: 'othersecret',
    deviations,
    ...(deviations.idToken && { issuer: server.origin }),
  });
  if (deviations.idToken) profile.endpoints.jwks_uri = at('jwks');
  return { server, profile, mix };
}

/** A login, and the callback that its user comes back with. */
export async function signInUrl({ server, profile }: Scene): Promise<{ login: Login & Proof; url: string }> {
  const times = { startedAt: noon, stepAt: noon };
  const proof = await newProof(profile, redirectUri, ports);
  const login: Login & Proof = { id: newState(), profileId: profile.id, ...times, step: 'signing_in', ...proof };
  return { login, url: await server.authorize(await authorizationUrl(profile, login.id, login, ports)) };
}

/** A browser says its origin, or what the profile wants; else Tokendock says none. */
function asking({ deviations }: Profile): typeof ports {
  const origin = deviations?.origin === 'keep' ? 'chrome-extension://tokendock' : deviations?.origin;
  const fetch: typeof globalThis.fetch = (url, options) => {
    const headers = new Headers(options?.headers);
    if (origin) headers.set('origin', origin);
    return ports.fetch(url, { ...options, headers });
  };
  return { ...ports, fetch };
}

/** Signs in with a code and PKCE, as the tester’s code does it. */
export async function signIn(scene: Scene): Promise<Token> {
  const { login, url } = await signInUrl(scene);
  return exchangeCode(scene.profile, login, { url }, asking(scene.profile));
}

export function asMachine({ profile }: Scene): Promise<Token> {
  return requestClientCredentials({ ...profile, grant_type: 'client_credentials' }, asking(profile));
}

export function renew({ profile }: Scene, token: Token): Promise<Token> {
  return refresh(profile, token, asking(profile));
}

export function whoIs({ profile }: Scene, token: Token): Promise<User | undefined> {
  const { user: _, ...nobodys } = token;
  return userInfo(profile, nobodys, asking(profile));
}

export function introspected({ profile }: Scene, token: Token): Promise<Record<string, unknown>> {
  return introspect(profile, token, asking(profile));
}

export function revoked({ profile }: Scene, token: Token): Promise<void> {
  return revoke(profile, token, asking(profile));
}
