import { generateKeyPair } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import { failureText } from '../../src/core/failure-text.ts';
import type { Profile } from '../../src/core/profile.ts';
import { authorizationUrl } from '../../src/oauth/authorization-request.ts';
import { introspect } from '../../src/oauth/endpoints/introspect.ts';
import { manageRegistration, register } from '../../src/oauth/endpoints/register.ts';
import { revoke } from '../../src/oauth/endpoints/revoke.ts';
import { userInfoClaims } from '../../src/oauth/endpoints/user-info.ts';
import { requestBackchannel } from '../../src/oauth/grants/ciba.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { requestDeviceCode } from '../../src/oauth/grants/device-code.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';
import { type OddAnswer, type OddRequest, type OddServer, startOddServer } from '../support/odd-server.ts';
import { type OddIssuer, startOddIssuer, tokens } from './support/odd-issuer.ts';
import { aLogin, ports } from './support/real-server.ts';

let servers: (OddServer | OddIssuer)[] = [];
afterEach(async () => {
  await Promise.all(servers.map((each) => each.close()));
  servers = [];
});

async function start(answer: (request: OddRequest) => OddAnswer): Promise<OddServer> {
  const server = await startOddServer(answer);
  servers.push(server);
  return server;
}

const client_secret = 'the-client-secret+/%';

/** A profile whose every endpoint is at this server. */
function at({ origin }: OddServer, changes: Partial<Profile> = {}): Profile {
  const names = ['token', 'userinfo', 'introspection', 'revocation', 'device_authorization', 'registration'] as const;
  return aProfile({
    client_secret,
    token_endpoint_auth_method: 'client_secret_post',
    login_hint: 'alice',
    endpoints: {
      ...Object.fromEntries(names.map((name) => [`${name}_endpoint`, `${origin}/${name}`])),
      authorization_endpoint: `${origin}/authorize`,
      backchannel_authentication_endpoint: `${origin}/ciba`,
      pushed_authorization_request_endpoint: `${origin}/par`,
    },
    registration: { registration_client_uri: `${origin}/client`, registration_access_token: 'the-registration-token' },
    ...changes,
  });
}

/** Every request that carries something secret. */
const requests: Record<string, (profile: Profile) => Promise<unknown>> = {
  'the token request': (profile) => requestClientCredentials(profile, ports),
  'the renewal': (profile) => refresh(profile, aToken(), ports),
  revocation: (profile) => revoke(profile, aToken(), ports),
  introspection: (profile) => introspect(profile, aToken(), ports),
  'user info': (profile) => userInfoClaims(profile, aToken(), ports),
  'the pushed request': async (profile) => {
    const login = await aLogin(profile);
    return authorizationUrl({ ...profile, pushed: true }, login.id, login, ports);
  },
  'the device’s request': (profile) => requestDeviceCode(profile, ports),
  'the backchannel request': (profile) => requestBackchannel(profile, ports),
  registration: (profile) => register(profile, {}, 'the-initial-token', ports),
  'reading a registration': (profile) => manageRegistration(profile, 'GET', undefined, ports),
  'replacing a registration': (profile) => manageRegistration(profile, 'PUT', {}, ports),
  'deleting a registration': (profile) => manageRegistration(profile, 'DELETE', undefined, ports),
};
const named = Object.keys(requests);
const ask = (name: string, profile: Profile) => requests[name]?.(profile) ?? expect.unreachable();

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('it was taken'),
    (error: Failure) => error,
  );
}

const secrets = [
  client_secret,
  encodeURIComponent(client_secret),
  'access-of-alice',
  'refresh-of-alice',
  'the-initial-token',
  'the-registration-token',
];

describe('Credentials don’t follow a redirect of', () => {
  test.each(named.flatMap((name) => [301, 307, 308].map((status) => [name, status] as const)))(
    '%s (%d): the other server hears nothing',
    async (name, status) => {
      const other = await start(() => tokens());
      const server = await start(() => ({ status, headers: { Location: `${other.origin}/token?x=${client_secret}` } }));
      const failure = await failureOf(ask(name, at(server)));
      expect(failure).toMatchObject({ code: 'server_redirects', values: { location: `${other.origin}/token` } });
      expect(server.requests).toHaveLength(1);
      expect(other.requests).toEqual([]);
    },
  );
});

describe('Nothing that is secret is quoted when the server repeats all that it got in', () => {
  test.each(named)('%s', async (name) => {
    const everything = ({ headers, body }: OddRequest) =>
      `${headers.authorization} ${body} ${[...body.values()].join(' ')}`;
    const answers: ((request: OddRequest) => OddAnswer)[] = [
      (request) => ({
        status: 400,
        json: { error: 'x', error_description: everything(request), error_uri: everything(request) },
      }),
      (request) => ({ status: 403, headers: { 'Content-Type': 'text/html' }, body: `<p>${everything(request)}` }),
    ];
    for (const answer of answers) {
      const server = await start(answer);
      const failure = await failureOf(ask(name, at(server, { code_challenge_method: 'plain' })));
      const text = JSON.stringify([failure, failure.message, failureText(failure)]);
      const body = server.requests[0]?.body;
      for (const secret of [...secrets, body?.get('code_challenge')]) if (secret) expect(text).not.toContain(secret);
      expect(failureText(failure).sentence).toMatch(/\.$/);
    }
  });
});

describe('Waiting for a user is bounded, whatever the server says:', () => {
  const device = { device_code: 'd', user_code: 'u', verification_uri: 'https://id.example/device', expires_in: 60 };
  const asked = async (changes: object) =>
    requestDeviceCode(at(await start(() => ({ json: { ...device, ...changes } }))), ports);
  const day = 86_400_000;

  test.each<[string, object, object]>([
    ['to ask once in thirty years', { interval: 1e9 }, { interval: day, nextPollAt: noon + day }],
    ['that the code never ends', { expires_in: 1e300 }, { expiresAt: noon + day }],
    ['that the code has ended', { expires_in: 0 }, { expiresAt: noon }],
    ['its time as text', { expires_in: '60' }, { expiresAt: noon + 60_000 }],
  ])('%s', async (_, changes, expected) => {
    expect(await asked(changes)).toMatchObject(expected);
  });

  test.each<[string, object, string]>([
    ['to ask without a pause', { interval: 0 }, 'interval'],
    ['to ask before it was asked', { interval: -1 }, 'interval'],
    ['no time at all', { expires_in: -1 }, 'expires_in'],
    ['no number', { expires_in: 'soon' }, 'expires_in'],
    ['a script for a page', { verification_uri: 'javascript:alert(1)' }, 'is no web page'],
    ['a script for a link', { verification_uri_complete: 'javascript:alert(1)' }, 'is no web page'],
    ['data for a page', { verification_uri: 'data:text/html,x' }, 'is no web page'],
  ])('%s, which is refused', async (_, changes, words) => {
    const failure = await failureOf(asked(changes));
    expect(failure.code).toBe('answer_not_conform');
    expect(failureText(failure).sentence).toContain(words);
  });

  test('the same in CIBA', async () => {
    const json = { auth_req_id: 'a', interval: 1e9, expires_in: 1e9 };
    const server = await start(() => ({ json }));
    expect(await requestBackchannel(at(server), ports)).toMatchObject({ interval: day, expiresAt: noon + day });
  });
});

describe('A strange token answer', () => {
  const body = (text: string): OddAnswer => ({ headers: { 'Content-Type': 'application/json' }, body: text });
  const tokenIn = async (text: string) => requestClientCredentials(at(await start(() => body(text))), ports);

  test('with the names of JavaScript’s own things keeps them as what they are: fields', async () => {
    const { rest } = await tokenIn(
      '{"access_token":"a","token_type":"bearer","__proto__":{"polluted":1},"constructor":"c"}',
    );
    expect(Object.keys(rest).sort()).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(rest)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('with a life that no clock knows ends when time does', async () => {
    expect((await tokenIn('{"access_token":"a","token_type":"bearer","expires_in":1e308}')).expiresAt).toBe(8.64e15);
  });

  test.each([
    ['that never ends', `{"access_token":"a","pad":"${'x'.repeat(2_100_000)}"}`, 'far too long'],
    ['whose token is a number', '{"access_token":1,"token_type":"bearer"}', 'access_token'],
    ['whose scope is a number', '{"access_token":"a","token_type":"bearer","scope":7}', 'scope'],
  ])('%s is refused, in a sentence', async (_, text, words) => {
    const failure = await failureOf(tokenIn(text));
    expect(failure.code).toBe('answer_not_conform');
    expect(failureText(failure).sentence).toContain(words);
  });

  test('with an error as long as a book is quoted as far as a person reads', async () => {
    const json = { error: 'e'.repeat(100_000), error_description: 'd'.repeat(100_000) };
    const server = await start(() => ({ status: 400, json }));
    const { quote } = await failureOf(requestClientCredentials(at(server), ports));
    expect(quote).toEqual({ error: 'e'.repeat(300), error_description: 'd'.repeat(300), status: 400 });
  });

  test.each(['=,,;"', 'Bearer error="x, y', 'DPoP', 'Bearer'])(
    'with the challenge “%s” is a refusal',
    async (challenge) => {
      const server = await start(() => ({ status: 401, headers: { 'WWW-Authenticate': challenge } }));
      const failure = await failureOf(requestClientCredentials(at(server), ports));
      expect(['token_refused', 'answer_not_json']).toContain(failure.code);
    },
  );
});

describe('The keys of a server that', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'odd' };

  test.each<[string, OddAnswer, string]>([
    ['are not there', { status: 404 }, 'can’t be had, or are broken'],
    ['are broken', { json: { keys: [{ kty: 'RSA', kid: 'odd' }] } }, 'can’t be had, or are broken'],
    ['are a page', { headers: { 'Content-Type': 'text/html' }, body: '<p>' }, 'text/html'],
    ['are no list', { json: { keys: 'x' } }, '"keys"'],
    ['are nothing', { json: { keys: [null, 1] } }, '"keys"'],
    ['are empty', { json: { keys: [] } }, 'no applicable keys found'],
    ['have one name', { json: { keys: [jwk, jwk] } }, 'multiple applicable keys found'],
    ['are elsewhere', { status: 302, headers: { Location: 'https://evil.example/' } }, 'redirect'],
    ['never end', { json: { keys: [], pad: 'x'.repeat(2_100_000) } }, 'far too long'],
  ])('%s check no ID token, and the tester learns why', async (_, answer, words) => {
    const keys = await start(() => answer);
    const issuer = await startOddIssuer(async (_request, { idToken }) => tokens({ id_token: await idToken() }), {
      jwks_uri: `${keys.origin}/keys`,
    });
    servers.push(issuer);
    const failure = await failureOf(refresh(await issuer.profile(), aToken(), ports));
    expect(failure.code).not.toMatch(/unknown|token_refused|grant_expired/);
    expect(failureText(failure).sentence).toContain(words);
  });
});

describe('A JWT in place of JSON', () => {
  const none = (typ: string) => `${Buffer.from(JSON.stringify({ alg: 'none', typ })).toString('base64url')}.e30.`;
  const introspection = { 'Content-Type': 'application/token-introspection+jwt' };

  test.each<[string, string, OddAnswer, string]>([
    [
      'introspection',
      'unsigned',
      { headers: introspection, body: none('token-introspection+jwt') },
      'answer_untrusted',
    ],
    ['introspection', 'encrypted', { headers: introspection, body: 'a.b.c.d.e' }, 'answer_encrypted'],
    [
      'introspection',
      'called a text',
      { headers: { 'Content-Type': 'text/plain' }, body: none('JWT') },
      'answer_not_json',
    ],
    [
      'user info',
      'unsigned',
      { headers: { 'Content-Type': 'application/jwt' }, body: none('JWT') },
      'answer_untrusted',
    ],
    [
      'user info',
      'encrypted',
      { headers: { 'Content-Type': 'application/jwt' }, body: 'a.b.c.d.e' },
      'answer_encrypted',
    ],
  ])('from %s that is %s is refused', async (name, _, answer, code) => {
    const failure = await failureOf(ask(name, at(await start(() => answer))));
    expect(failure.code).toBe(code);
    expect(failureText(failure).sentence).not.toContain('ID token');
  });

  test('from introspection for another client, or of another issuer, is refused', async () => {
    for (const claims of [{ aud: 'another' }, { iss: 'https://evil.example' }]) {
      const issuer: OddIssuer = await startOddIssuer(
        async () => ({
          headers: introspection,
          body: await issuer.idToken({ ...claims, token_introspection: { active: true } } as never, {
            typ: 'token-introspection+jwt',
          }),
        }),
        { introspection_endpoint: 'http://127.0.0.1:1/' },
      );
      servers.push(issuer);
      const profile = await issuer.profile({ endpoints: { introspection_endpoint: `${issuer.origin}/introspect` } });
      expect((await failureOf(introspect(profile, aToken(), ports))).code).toBe('answer_untrusted');
    }
  });
});
