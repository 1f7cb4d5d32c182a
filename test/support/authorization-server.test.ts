import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuthorizationServer, startAuthorizationServer, testClients } from './authorization-server.ts';
import { signIn } from './sign-in.ts';
import { createTester, type Tester } from './tester.ts';

const redirectUri = 'https://tester.invalid/callback';

let server: AuthorizationServer;
let tester: Tester;

beforeEach(async () => {
  server = await startAuthorizationServer({ redirectUris: [redirectUri] });
  tester = await createTester(server.issuer, redirectUri);
});
afterEach(() => server.close());

describe('signing in', () => {
  it('gives a user an access token, a refresh token and an ID token that names them', async () => {
    const tokens = await tester.getTokens('alice');
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      sub: 'user-alice',
      preferred_username: 'alice',
      name: 'Alice Anders',
      email: 'alice@pets.example',
    });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, refresh_token: expect.any(String) });
    expect(tokens.scope?.split(' ')).toContain('pets:read');
    expect(tokens.access_token.split('.')).toHaveLength(3);
  });

  it('needs no offline_access for a refresh token', async () => {
    expect(await tester.getTokens('bob', { scope: 'pets:read' })).toMatchObject({ refresh_token: expect.any(String) });
  });

  it('says access_denied when the user denies', async () => {
    const { url } = await tester.authorizationRequest();
    const callback = await signIn({ url, user: 'carol', consent: 'deny' });
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'Carol Çelik did not allow it',
      iss: server.issuer,
    });
  });

  it('tells who types an unknown name that nobody is called so', async () => {
    const { url } = await tester.authorizationRequest();
    await expect(signIn({ url, user: '<mallory>' })).rejects.toThrow('Nobody here is called “&#60;mallory&#62;”');
  });

  it('refuses a redirect URI until it is registered', async () => {
    const { url } = await tester.authorizationRequest({ redirect_uri: 'https://later.invalid/' });
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
    await server.addRedirectUri('https://later.invalid/');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  });

  it('is described by both well-known documents alike', async () => {
    const [openid, rfc8414] = await Promise.all(
      ['openid-configuration', 'oauth-authorization-server'].map(async (name) =>
        (await fetch(`${server.issuer}/.well-known/${name}`)).json(),
      ),
    );
    expect(rfc8414).toEqual(openid);
    expect(openid).toMatchObject({ issuer: server.issuer, authorization_response_iss_parameter_supported: true });
  });

  it('works at 127.0.0.1 as at localhost', async () => {
    const other = await startAuthorizationServer({ host: '127.0.0.1', redirectUris: [redirectUri] });
    expect(new URL(other.issuer).hostname).toBe('127.0.0.1');
    const { getTokens } = await createTester(other.issuer, redirectUri);
    expect(await getTokens('alice')).toBeDefined();
    await other.close();
  });

  it('gives a token in the fragment to a client of the implicit grant', async () => {
    const changes = { client_id: testClients.implicit.client_id, response_type: 'id_token token', nonce: 'once' };
    const { url } = await tester.authorizationRequest(changes);
    const fragment = new URLSearchParams((await signIn({ url, user: 'alice' })).hash.slice(1));
    expect(await tester.userInfo(fragment.get('access_token') ?? '')).toMatchObject({ sub: 'user-alice' });
  });

  it('gives a device a code to show', async () => {
    expect(await tester.deviceCode()).toMatchObject({
      user_code: expect.stringMatching(/^\w{4}-\w{4}$/),
      verification_uri: `${server.issuer}/device`,
    });
  });
});

describe('refreshing', () => {
  it('rotates the refresh token, and ends all tokens when a used one comes again', async () => {
    const first = await tester.getTokens('alice');
    const second = await tester.refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(tester.refresh(first.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(tester.refresh(second.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('keeps one user when another signs in', async () => {
    const users = ['alice', 'bob'];
    const tokens = await Promise.all(users.map((user) => tester.getTokens(user)));
    const renewed = await Promise.all(tokens.map(({ refresh_token }) => tester.refresh(refresh_token)));
    const claims = await Promise.all(renewed.map(({ access_token }) => tester.userInfo(access_token)));
    expect(claims.map(({ preferred_username }) => preferred_username)).toEqual(users);
  });

  it('gives tokens the life that the server has now', async () => {
    const { refresh_token } = await tester.getTokens('alice');
    server.accessTokenSeconds = 5;
    expect(await tester.refresh(refresh_token)).toMatchObject({ expires_in: 5 });
  });
});

describe('a token at the other endpoints', () => {
  it('is revoked with its refresh token for userinfo, introspection and refresh', async () => {
    const { access_token, refresh_token } = await tester.getTokens('alice');
    expect(await tester.userInfo(access_token)).toMatchObject({ sub: 'user-alice', email: 'alice@pets.example' });
    expect(await tester.introspect(access_token)).toMatchObject({ active: true, sub: 'user-alice' });
    await tester.revoke(refresh_token);
    await expect(tester.userInfo(access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
    expect(await tester.introspect(access_token)).toEqual({ active: false });
    await expect(tester.refresh(refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is revoked alone when it is an access token, which is a JWT', async () => {
    const { access_token } = await tester.getTokens('alice');
    await tester.revoke(access_token);
    await expect(tester.userInfo(access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
  });

  it('is only for the API when the client asked for that resource', async () => {
    const { access_token } = await tester.getTokens('alice', { resource: 'https://pets.example/api' });
    await expect(tester.userInfo(access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
  });
});

describe('machines', () => {
  it('get a token by client credentials, with Basic or in the body', async () => {
    const { machine, basic, post } = testClients;
    const ways = [
      [machine, oauth.ClientSecretBasic(machine.client_secret)],
      [basic, oauth.ClientSecretBasic(basic.client_secret)],
      [post, oauth.ClientSecretPost(post.client_secret)],
    ] as const;
    for (const [client, authentication] of ways) {
      const tokens = await tester.clientCredentials(client, authentication);
      expect(tokens).toMatchObject({ scope: 'pets:read', token_type: 'bearer' });
    }
  });
});
