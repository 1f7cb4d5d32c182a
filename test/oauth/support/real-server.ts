import type { DpopKey } from '../../../src/core/dpop-key.ts';
import type { Callback, Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { SigningKey } from '../../../src/core/signing-key.ts';
import { authorizationUrl, newProof, newState, type Proof } from '../../../src/oauth/authorization-request.ts';
import type { OAuthPorts } from '../../../src/oauth/connection.ts';
import { discover } from '../../../src/oauth/discover.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../support/authorization-server.ts';
import { signIn } from '../../support/sign-in.ts';

export const redirectUri = 'https://app.acme.example/callback';

const keys = new Map<string, SigningKey>();
const dpopKeys = new Map<string, DpopKey>();

export const ports: OAuthPorts = {
  fetch,
  now: () => noon,
  randomId: () => 'new-token',
  keys: { get: async (id) => keys.get(id) },
  dpopKeys: { get: async (id) => dpopKeys.get(id), put: async (key) => void dpopKeys.set(key.id, key) },
};

/** Lets the client of a profile sign with this key. */
export function holdKey(key: SigningKey): { keyId: string } {
  keys.set(key.id, key);
  return { keyId: key.id };
}

export function startServer(): Promise<AuthorizationServer> {
  return startAuthorizationServer({ redirectUris: [redirectUri] });
}

/** A public client of the server, which was discovered. */
export async function profileAt(server: AuthorizationServer, changes: Partial<Profile> = {}): Promise<Profile> {
  const { issuer } = server;
  return aProfile({
    issuer,
    metadata: await discover(issuer, fetch),
    endpoints: {},
    scope: ['openid', 'profile', 'pets:read'],
    ...changes,
  });
}

export type Answered = { login: Login & Proof; callback: Callback };

/** What a login knows when its user has signed in. */
export async function signedIn(profile: Profile, user: string, consent?: 'allow' | 'deny'): Promise<Answered> {
  const login = await aLogin(profile);
  const url = await authorizationUrl(profile, login.id, login, ports);
  const callback = await signIn({ url, user, ...(consent && { consent }) });
  return { login, callback: { url: callback.href } };
}

/** A login that waits for its answer. */
export async function aLogin(profile: Profile): Promise<Login & Proof> {
  const times = { startedAt: noon, stepAt: noon };
  const proof = await newProof(profile, redirectUri, ports);
  return { id: newState(), profileId: profile.id, ...times, step: 'signing_in', ...proof };
}
