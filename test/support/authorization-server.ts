import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { registerClients } from './authorization-server/clients.ts';
import { interactions } from './authorization-server/interactions.ts';
import { useJwtAccessTokens } from './authorization-server/jwt-access-tokens.ts';
import { createMemoryStore } from './authorization-server/memory-store.ts';
import { providerConfiguration, routes } from './authorization-server/provider-configuration.ts';
import { type RecordedRequest, recordRequests, unwrapTokens } from './authorization-server/request-log.ts';
import { controlTokenEndpoint, type FailingAnswer } from './authorization-server/token-endpoint-control.ts';
import { expectUserByName } from './authorization-server/users.ts';
import { demoAudience } from './demo-api/audience.ts';
import { type LoopbackHost, listenOnLoopback } from './loopback-server.ts';

export { testClients } from './authorization-server/clients.ts';

export type AuthorizationServerOptions = {
  /** The issuer's host name: `localhost` unless told otherwise. */
  readonly host?: LoopbackHost;
  /** A free port unless told otherwise. */
  readonly port?: number;
  /** Redirect URIs of every client that signs users in. */
  readonly redirectUris?: readonly string[];
  /** Life of new access tokens, 3600 unless told otherwise. */
  readonly accessTokenSeconds?: number;
  /** `aud` of the access tokens, the demo API's unless told otherwise. */
  readonly audience?: string;
};

export type AuthorizationServer = {
  readonly issuer: string;
  /** Life of access tokens issued from now on. */
  accessTokenSeconds: number;
  /** Requests to the token, revocation, introspection, userinfo, device and PAR endpoints, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  addRedirectUri(uri: string): Promise<void>;
  /** Token requests wait until the returned function is called. */
  holdTokenEndpoint(): () => void;
  failTokenEndpoint(answer: FailingAnswer): void;
  restoreTokenEndpoint(): void;
  /** Ends all that a user ever allowed: refresh tokens, access tokens (at this server) and remembered consent. */
  revokeGrants(userName: string): Promise<void>;
  /** Signs everybody out here: the next one who comes is asked who they are, and what they allow. */
  endSessions(): Promise<void>;
  close(): Promise<void>;
};

const recordedPaths: ReadonlySet<string> = new Set([
  routes.token,
  routes.revocation,
  routes.introspection,
  routes.userinfo,
  routes.device_authorization,
  routes.pushed_authorization_request,
]);

/** A real OpenID provider on the loopback interface, with people who sign in by one click. */
export async function startAuthorizationServer(options: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const settings = { accessTokenSeconds: options.accessTokenSeconds ?? 3600 };
  const audience = options.audience ?? demoAudience;
  const store = createMemoryStore();
  const requests: RecordedRequest[] = [];
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { kid: 'demo', publicKey, privateKey };
  const signingJwk = { ...(await exportJWK(privateKey)), kid: key.kid, alg: 'RS256', use: 'sig' };

  // The issuer holds the port, so the port is taken before the provider exists.
  let handler: ReturnType<Provider['callback']> | undefined;
  const server = await listenOnLoopback((request, response) => handler?.(request, response), options.port);
  const issuer = `http://${options.host ?? 'localhost'}:${server.port}`;

  const accessTokenSeconds = () => settings.accessTokenSeconds;
  const provider = new Provider(
    issuer,
    providerConfiguration({ port: server.port, audience, signingJwk, store, accessTokenSeconds }),
  );
  provider.on('server_error', (_ctx, error) => console.error(error));
  const { storedId } = useJwtAccessTokens(provider, audience, key);
  const tokenEndpoint = controlTokenEndpoint(routes.token);
  provider.use(recordRequests(recordedPaths, requests));
  provider.use(tokenEndpoint.middleware);
  provider.use(unwrapTokens(new Set([routes.revocation, routes.introspection]), storedId));
  provider.use(interactions(provider));
  const clients = await registerClients(store, options.redirectUris ?? []);
  handler = provider.callback();

  return {
    issuer,
    get accessTokenSeconds() {
      return settings.accessTokenSeconds;
    },
    set accessTokenSeconds(seconds) {
      settings.accessTokenSeconds = seconds;
    },
    requests,
    addRedirectUri: clients.addRedirectUri,
    holdTokenEndpoint: tokenEndpoint.hold,
    failTokenEndpoint: tokenEndpoint.fail,
    restoreTokenEndpoint: tokenEndpoint.restore,
    async revokeGrants(userName) {
      const { sub } = expectUserByName(userName);
      for (const grant of store.recordsOf('Grant').filter((record) => record.accountId === sub)) {
        await store.adapter('Grant').revokeByGrantId(String(grant.jti));
        await store.adapter('Grant').destroy(String(grant.jti));
      }
    },
    async endSessions() {
      for (const session of store.recordsOf('Session')) await store.adapter('Session').destroy(String(session.jti));
    },
    close: server.close,
  };
}
