import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, errors, interactionPolicy } from 'oidc-provider';
import type { MemoryStore } from './memory-store.ts';
import { devicePages, logoutPages, renderError } from './provider-pages.ts';
import { expectUser, getUserBySubject } from './users.ts';

export const routes = {
  authorization: '/authorize',
  code_verification: '/device',
  device_authorization: '/device/authorize',
  end_session: '/logout',
  introspection: '/introspect',
  jwks: '/jwks',
  pushed_authorization_request: '/par',
  registration: '/register',
  revocation: '/revoke',
  token: '/token',
  userinfo: '/userinfo',
} as const;

const apiScopes = 'pets:read pets:write';

export type ProviderInputs = {
  readonly port: number;
  readonly audience: string;
  readonly signingJwk: JWK;
  readonly store: MemoryStore;
  readonly accessTokenSeconds: () => number;
};

/** What oidc-provider is told. Every default that it wants changed is changed, so it prints no notice. */
export function providerConfiguration(inputs: ProviderInputs): Configuration {
  const { port, audience, store, accessTokenSeconds } = inputs;
  const day = 24 * 60 * 60;
  return {
    adapter: store.adapter,
    jwks: { keys: [inputs.signingJwk] },
    routes,
    responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token', 'none'],
    scopes: ['openid', 'offline_access', 'profile', 'email', ...apiScopes.split(' ')],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    // A browser keeps cookies by host, not by port: two servers must not take each other's session.
    cookies: {
      keys: [randomBytes(16).toString('hex')],
      names: { session: `session_${port}`, interaction: `interaction_${port}`, resume: `resume_${port}` },
    },
    clockTolerance: 0,
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      DeviceCode: 600,
      IdToken: 3600,
      Interaction: 3600,
      Grant: 14 * day,
      RefreshToken: 14 * day,
      Session: 14 * day,
    },
    // Testers keep several users' tokens: one user's sign-in must not end another's.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // As real servers do for public clients: only an origin that has a redirect URI may call from a page.
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    findAccount: (_ctx, sub) => {
      const user = getUserBySubject(sub);
      return user && { accountId: sub, claims: async () => ({ ...user }) };
    },
    extraTokenClaims: (_ctx, token) =>
      token.kind === 'AccessToken' ? { preferred_username: expectUser(token.accountId).preferred_username } : undefined,
    interactions: { policy: policy(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    renderError,
    features: features(audience),
  };
}

function features(audience: string): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, ...devicePages },
    // The strict way: the first proof is always sent back with a nonce.
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => sameClientOrSecret(client, token) },
    jwtResponseModes: { enabled: true },
    jwtUserinfo: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    requestObjects: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) => (Array.isArray(oneOf) ? (oneOf[0] ?? '') : (oneOf ?? '')),
      useGrantedResource: () => true,
      getResourceServerInfo(_ctx, resource) {
        if (resource !== audience) throw new errors.InvalidTarget();
        return { scope: apiScopes, audience, accessTokenFormat: 'opaque' };
      },
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId },
    rpInitiatedLogout: { enabled: true, ...logoutPages },
    userinfo: { enabled: true },
  };
}

function sameClientOrSecret(
  client: { clientId: string; clientAuthMethod?: string | undefined },
  token: { clientId?: string | undefined },
): boolean {
  return client.clientAuthMethod !== 'none' || client.clientId === token.clientId;
}

/** The usual prompts, and `select_account`, which the sign-in page answers too. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}
