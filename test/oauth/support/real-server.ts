import type { Callback, Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { discover } from '../../../src/oauth/discover.ts';
import { authorizationUrl, newProof, newState, type Proof } from '../../../src/oauth/grants/authorization-code.ts';
import { aProfile, noon } from '../../core/support/records.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../support/authorization-server.ts';
import { signIn } from '../../support/sign-in.ts';

export const redirectUri = 'https://app.acme.example/callback';

export const ports = { fetch, now: () => noon, randomId: () => 'new-token' };

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
  const login = aLogin(profile);
  const url = await authorizationUrl(profile, login.id, login);
  const callback = await signIn({ url, user, ...(consent && { consent }) });
  return { login, callback: { url: callback.href } };
}

/** A login that waits for its answer. */
export function aLogin(profile: Profile): Login & Proof {
  const times = { startedAt: noon, stepAt: noon };
  return { id: newState(), profileId: profile.id, ...times, step: 'signing_in', ...newProof(profile, redirectUri) };
}
