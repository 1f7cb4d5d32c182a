import type { Ports } from '../../../src/core/ports.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';
import { discover } from '../../../src/oauth/discover.ts';
import { aProfile } from '../../core/support/records.ts';
import { type AuthorizationServer, startAuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { createMemory, identityRedirectUri, type Memory } from '../../support/memory-ports.ts';
import { signIn } from '../../support/sign-in.ts';

export const tabRedirectUri = 'https://app.acme.example/callback';

export type World = {
  server: AuthorizationServer;
  memory: Memory;
  ports: Ports;
  profile: Profile;
  /** The sign-in window is answered by this user. */
  signsIn(user: string, consent?: 'allow' | 'deny'): void;
  tokens(): Token[];
  /** The requests that reached the token endpoint, by grant. */
  asked(grant_type: string): number;
  /** Whether the server still knows a token. */
  works(token: Token): Promise<boolean>;
};

export function startServer(): Promise<AuthorizationServer> {
  return startAuthorizationServer({ redirectUris: [identityRedirectUri, tabRedirectUri] });
}

/** An empty Tokendock with one stored profile for a public client of a real server, which was discovered before. */
export async function createWorld(server: AuthorizationServer, changes: Partial<Profile> = {}): Promise<World> {
  const memory = createMemory();
  const { issuer } = server;
  const metadata = await discover(issuer, fetch);
  const profile = aProfile({ issuer, metadata, endpoints: {}, scope: ['openid', 'profile', 'pets:read'], ...changes });
  memory.disk.profiles.set(profile.id, profile);
  const earlier = server.requests.length;
  return {
    server,
    memory,
    ports: memory.background().ports,
    profile,
    signsIn(user, consent = 'allow') {
      memory.identityWindow.answer = async (url) => (await signIn({ url, user, consent })).href;
    },
    tokens: () => [...memory.disk.tokens.values()],
    asked: (grant_type) => server.requests.slice(earlier).filter(({ body }) => body.grant_type === grant_type).length,
    async works({ access_token }) {
      const headers = { authorization: `Bearer ${access_token}` };
      return (await fetch(`${issuer}/userinfo`, { headers })).status === 200;
    },
  };
}

/** A client that asks in its own name. */
export const machine: Partial<Profile> = {
  ...testClients.machine,
  grant_type: 'client_credentials',
  token_endpoint_auth_method: 'client_secret_basic',
  scope: ['pets:read'],
};

/** A client whose users sign in in a tab. */
export const byTab: Partial<Profile> = { redirect: { by: 'tab', redirect_uri: tabRedirectUri } };
