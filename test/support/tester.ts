import * as oauth from 'oauth4webapi';
import { withNonce } from '../../src/oauth/dpop.ts';
import { testClients } from './authorization-server.ts';
import { signIn } from './sign-in.ts';

const insecure = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = testClients.tester;

type Parameters = Readonly<Record<string, string>>;

/** What the public test client does with a server, by oauth4webapi alone: to prove the server, not the extension. */
export async function createTester(issuer: string, redirectUri: string) {
  const url = new URL(issuer);
  const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, insecure));

  const authorizationRequest = async (changes: Parameters = {}) => {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const request = new URL(as.authorization_endpoint ?? '');
    request.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile email pets:read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...changes,
    }).toString();
    return { url: request, verifier, state };
  };

  return {
    as,
    authorizationRequest,
    /** With `DPoP` the tokens are bound to its key. */
    async getTokens(user: string, changes: Parameters = {}, DPoP?: oauth.DPoPHandle) {
      const { url: request, verifier, state } = await authorizationRequest(changes);
      const callback = oauth.validateAuthResponse(as, client, await signIn({ url: request, user }), state);
      const options = { ...insecure, ...(DPoP && { DPoP }) };
      return withNonce(async () => {
        const answer = await oauth.authorizationCodeGrantRequest(
          as,
          client,
          oauth.None(),
          callback,
          redirectUri,
          verifier,
          options,
        );
        return oauth.processAuthorizationCodeResponse(as, client, answer);
      });
    },
    async refresh(token = '') {
      const answer = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), token, insecure);
      return oauth.processRefreshTokenResponse(as, client, answer);
    },
    async revoke(token = '') {
      const answer = await oauth.revocationRequest(as, client, oauth.None(), token, insecure);
      return oauth.processRevocationResponse(answer);
    },
    async userInfo(token: string) {
      const answer = await oauth.userInfoRequest(as, client, token, insecure);
      return oauth.processUserInfoResponse(as, client, oauth.skipSubjectCheck, answer);
    },
    async introspect(token: string) {
      const { basic } = testClients;
      const authentication = oauth.ClientSecretBasic(basic.client_secret);
      const answer = await oauth.introspectionRequest(as, basic, authentication, token, insecure);
      return oauth.processIntrospectionResponse(as, basic, answer);
    },
    async clientCredentials(machine: oauth.Client, authentication: oauth.ClientAuth) {
      const scope = { scope: 'pets:read' };
      const answer = await oauth.clientCredentialsGrantRequest(as, machine, authentication, scope, insecure);
      return oauth.processClientCredentialsResponse(as, machine, answer);
    },
    async deviceCode() {
      const answer = await oauth.deviceAuthorizationRequest(as, client, oauth.None(), { scope: 'openid' }, insecure);
      return oauth.processDeviceAuthorizationResponse(as, client, answer);
    },
  };
}

export type Tester = Awaited<ReturnType<typeof createTester>>;
