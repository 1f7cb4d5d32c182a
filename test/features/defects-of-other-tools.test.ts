import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { failureText } from '../../src/core/failure-text.ts';
import type { Profile } from '../../src/core/profile.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { addBinding } from '../../src/features/bindings.ts';
import { finishLogin } from '../../src/features/finish-login.ts';
import { hearTabCallback } from '../../src/features/hear-callback.ts';
import { editProfile } from '../../src/features/profile-form.ts';
import { renewDueTokens, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { viewToken } from '../../src/features/token-details.ts';
import { listTraces } from '../../src/features/traces.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { aParameter } from '../oauth/support/a-parameter.ts';
import { tokens } from '../oauth/support/odd-issuer.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createMemory } from '../support/memory-ports.ts';
import { type OddAnswer, type OddRequest, type OddServer, startOddServer } from '../support/odd-server.ts';
import { signIn } from '../support/sign-in.ts';
import { byTab, createWorld, startServer, tabRedirectUri } from './support/world.ts';

let server: AuthorizationServer;
let odd: OddServer | undefined;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

/** A profile and alice's token at a server that answers as a test says. */
async function at(answer: (request: OddRequest) => OddAnswer, changes: Partial<Profile> = {}) {
  odd = await startOddServer(answer);
  const memory = createMemory();
  const { ports } = memory.background();
  const { origin } = odd;
  const endpoints = { token_endpoint: `${origin}/token`, authorization_endpoint: `${origin}/authorize` };
  memory.disk.profiles.set('acme', aProfile({ endpoints, ...changes }));
  memory.disk.tokens.set('alice', aToken());
  return { memory, ports, odd };
}

const stored = ({ memory }: Awaited<ReturnType<typeof at>>, id = 'alice') => memory.disk.tokens.get(id);
const codeFor = (url: string) => {
  const { searchParams } = new URL(url);
  return `${searchParams.get('redirect_uri')}?code=c&state=${searchParams.get('state')}`;
};

describe('Bruno', () => {
  test('lets a refresh response overwrite the record: here the refresh token, the ID token, the user and every name stay', async () => {
    const world = await at(() => ({ json: { access_token: 'fresh', token_type: 'Bearer' } }));
    world.memory.disk.tokens.set('alice', aToken({ id_token: 'e30.e30.e30' }));
    await renewToken('alice', world.ports);
    const { refresh_token, id_token, user, scope } = aToken({ id_token: 'e30.e30.e30' });
    expect(stored(world)).toMatchObject({ id: 'alice', access_token: 'fresh', refresh_token, id_token, user, scope });
  });

  test('looks a record up under the refresh URL: here a refresh endpoint of its own changes nothing', async () => {
    const world = await at(() => tokens());
    const endpoints = { token_endpoint: 'http://127.0.0.1:1/token', refresh_endpoint: `${world.odd.origin}/renew` };
    world.memory.disk.profiles.set('acme', aProfile({ endpoints }));
    await renewToken('alice', world.ports);
    expect([...world.memory.disk.tokens.keys()]).toEqual(['alice']);
    expect(stored(world)?.access_token).toBe('odd-access');
  });
});

describe('Insomnia', () => {
  test('forgets the client authentication on refresh: here it goes along, by each method', async () => {
    for (const token_endpoint_auth_method of ['client_secret_basic', 'client_secret_post'] as const) {
      const world = await at(() => tokens(), { client_secret: 'hush', token_endpoint_auth_method });
      await renewToken('alice', world.ports);
      const { headers, body } = world.odd.requests[0] ?? expect.fail('nothing was sent');
      if (token_endpoint_auth_method === 'client_secret_basic')
        expect(headers.authorization).toBe(`Basic ${btoa('tester:hush')}`);
      else expect(body.get('client_secret')).toBe('hush');
      await world.odd.close();
    }
  });

  test('sends Basic with an empty secret for public clients: here there is no such header, at sign-in and at renewal', async () => {
    const world = await at(() => tokens(), byTab);
    await startLogin('acme', world.ports);
    const [login] = world.memory.disk.logins.values();
    await finishLogin(login?.id ?? '', { url: codeFor(world.memory.tabWindow.went.get(100) ?? '') }, world.ports);
    await renewToken('alice', world.ports);
    expect(world.odd.requests.map(({ body }) => body.get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
    ]);
    for (const { headers, body } of world.odd.requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(body.get('client_id')).toBe('tester');
    }
  });
});

test('Hoppscotch ignores the tester’s own token parameters in the code exchange: here they are sent', async () => {
  const parameters = [
    aParameter('resource', 'https://api.example'),
    aParameter('tenant', 't', { place: 'query' }),
    aParameter('X-Tenant', 'h', { place: 'header' }),
  ];
  const world = await at(() => tokens(), { ...byTab, parameters });
  await startLogin('acme', world.ports);
  const [login] = world.memory.disk.logins.values();
  await finishLogin(login?.id ?? '', { url: codeFor(world.memory.tabWindow.went.get(100) ?? '') }, world.ports);
  expect(world.odd.requests).toMatchObject([{ path: '/token?tenant=t', headers: { 'x-tenant': 'h' } }]);
  expect(world.odd.requests[0]?.body.get('resource')).toBe('https://api.example');
});

test('Postman sends no custom headers and parameters on automatic refresh: here the alarm’s renewal sends them all', async () => {
  const refresh = { stage: 'refresh' } as const;
  const parameters = [
    aParameter('audience', 'a', { stage: 'every' }),
    aParameter('tenant', 't', { ...refresh, place: 'query' }),
    aParameter('X-Tenant', 'h', { ...refresh, place: 'header' }),
  ];
  const world = await at(() => tokens(), { parameters });
  await addBinding({ tokenId: 'alice', api: ['https://api.acme.example/*'], pages: [] }, world.ports);
  world.memory.clock.now += 3_599_000;
  await renewDueTokens(world.ports);
  expect(world.odd.requests).toMatchObject([{ path: '/token?tenant=t', headers: { 'x-tenant': 'h' } }]);
  expect(Object.fromEntries(world.odd.requests[0]?.body ?? [])).toMatchObject({
    audience: 'a',
    grant_type: 'refresh_token',
  });
});

test.each([
  [false, 'a%3Ab:s%2B%25%2F+%C3%BC'],
  [true, 'a:b:s+%/ ü'],
])(
  'Bruno, Yaak, httpYac and oauth2c send Basic credentials raw: here they are form-encoded, and raw is a choice (%s)',
  async (rawBasic, sent) => {
    const secret = {
      client_id: 'a:b',
      client_secret: 's+%/ ü',
      token_endpoint_auth_method: 'client_secret_basic',
    } as const;
    const world = await at(() => tokens(), { ...secret, rawBasic });
    await renewToken('alice', world.ports);
    const [, credentials = ''] = world.odd.requests[0]?.headers.authorization?.split(' ') ?? [];
    expect(Buffer.from(credentials, 'base64').toString()).toBe(sent);
  },
);

test('Bruno and Insomnia decode JWTs with plain atob: here base64url and every alphabet are read', async () => {
  const claims = { sub: 'user-alice', name: 'Zoë Ωμέγα 李 🦊', note: '>>>???' };
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const access_token = `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
  expect(access_token).toMatch(/[-_]/);
  const world = await at(() => tokens());
  world.memory.disk.tokens.set('alice', aToken({ access_token }));
  expect((await viewToken('alice', world.ports)).accessToken?.claims).toEqual(claims);
});

describe('Insomnia, Yaak, oauth2c and RESTer', () => {
  test('send no state, or a constant one: here each sign-in has its own, which nobody can guess', async () => {
    const world = await at(() => tokens(), byTab);
    const states = new Set<string | null>();
    for (let round = 0; round < 5; round++) {
      await startLogin('acme', world.ports);
      for (const url of world.memory.tabWindow.went.values()) states.add(new URL(url).searchParams.get('state'));
    }
    expect(states.size).toBe(5);
    for (const state of states) expect(state).toMatch(/^[\w-]{43}$/);
  });

  test.each(['another', undefined])('don’t compare the state: here an answer with %s gets no token', async (state) => {
    const world = await at(() => tokens(), byTab);
    await startLogin('acme', world.ports);
    const [login] = world.memory.disk.logins.values();
    const url = `${tabRedirectUri}?code=stolen${state === undefined ? '' : `&state=${state}`}`;
    await finishLogin(login?.id ?? '', { url }, world.ports);
    expect(world.odd.requests).toEqual([]);
    expect([...world.memory.disk.logins.values()]).toMatchObject([{ failure: { code: 'state_wrong' } }]);
  });
});

describe('Bruno and Insomnia', () => {
  test('key tokens by URL: here two profiles of one server, and two users of one profile, keep theirs apart', async () => {
    const world = await at(({ body }) => tokens({ access_token: `after-${body.get('refresh_token')}` }));
    const { endpoints } = world.memory.disk.profiles.get('acme') ?? aProfile();
    world.memory.disk.profiles.set('other', aProfile({ id: 'other', endpoints }));
    world.memory.disk.tokens.set('bob', aToken({ id: 'bob', refresh_token: 'of-bob' }));
    world.memory.disk.tokens.set('carol', aToken({ id: 'carol', profileId: 'other', refresh_token: 'of-carol' }));
    await renewToken('bob', world.ports);
    expect(stored(world)).toEqual(aToken());
    expect(stored(world, 'carol')?.access_token).toBe('access-of-alice');
    await renewToken('carol', world.ports);
    expect(stored(world, 'bob')?.access_token).toBe('after-of-bob');
    expect(stored(world, 'carol')?.access_token).toBe('after-of-carol');
  });

  test('go on with a stale token after switching: here the tab carries the new account’s token at once', async () => {
    const world = await at(() => tokens());
    world.memory.disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob' }));
    const tab = { api: ['api.acme.example'], pages: ['https://app.acme.example'], tabId: 1 };
    await addBinding({ tokenId: 'alice', ...tab }, world.ports);
    const refreshed = world.memory.browser.refreshes;
    await addBinding({ tokenId: 'bob', ...tab }, world.ports);
    expect(world.memory.browser.rules.map(({ parts }) => parts[0]?.value)).toEqual(['Bearer access-of-bob']);
    expect(world.memory.browser.refreshes).toBeGreaterThan(refreshed);
  });
});

describe('Bruno and Hoppscotch', () => {
  test('lose the way back in another window or a restarted app: here any background finishes the sign-in', async () => {
    const world = await createWorld(server, byTab);
    await startLogin('acme', world.memory.background().ports);
    const url = (await signIn({ url: world.memory.tabWindow.went.get(100) ?? '', user: 'alice' })).href;
    const next = world.memory.background().ports;
    expect(await hearTabCallback(100, { url }, next)).toBe(true);
    const [login] = world.memory.disk.logins.values();
    await finishLogin(login?.id ?? '', { url }, next);
    expect(world.tokens()).toMatchObject([{ user: { name: 'alice' } }]);
  });

  test('lose an answer by form_post: here it is read', async () => {
    const world = await createWorld(server, { ...byTab, response_mode: 'form_post' });
    await startLogin('acme', world.ports);
    const asked = world.memory.tabWindow.went.get(100) ?? '';
    expect(new URL(asked).searchParams.get('response_mode')).toBe('form_post');
    const inQuery = asked.replace('response_mode=form_post', 'response_mode=query');
    const { searchParams } = await signIn({ url: inQuery, user: 'bob' });
    const callback = { url: tabRedirectUri, form: [...searchParams] as [string, string][] };
    expect(await hearTabCallback(100, callback, world.ports)).toBe(true);
    const [login] = world.memory.disk.logins.values();
    await finishLogin(login?.id ?? '', callback, world.ports);
    expect(world.tokens()).toMatchObject([{ user: { name: 'bob' } }]);
  });
});

test('Requestly runs on every page: here only pages that are bound get a script, from the moment that they are', async () => {
  const { memory, ports } = await at(() => tokens());
  await beginSession(ports);
  expect([memory.browser.scripts, memory.browser.rules]).toEqual([[], []]);
  await addBinding(
    { tokenId: 'alice', api: ['https://api.acme.example/*'], pages: ['https://app.acme.example/*'] },
    ports,
  );
  expect(memory.browser.scripts).toEqual(['https://app.acme.example/*']);
  expect(memory.browser.rules).toMatchObject([{ pages: ['https://app.acme.example/*'] }]);
});

describe('Several tools', () => {
  test('show a toast for any error: here the tester reads the server’s own words, and what was sent', async () => {
    const error = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
    const world = await at(() => ({ status: 401, json: error }), {
      grant_type: 'client_credentials',
      client_secret: 'the-client-secret',
      token_endpoint_auth_method: 'client_secret_post',
    });
    await startLogin('acme', world.ports);
    const [login] = world.memory.disk.logins.values();
    const failure = login?.failure ?? expect.fail('it did not fail');
    expect(failure.quote).toEqual({ ...error, status: 401 });
    expect(failureText(failure).tryThis).toContain('client secret');
    const [trace] = await listTraces('acme', world.ports);
    expect(trace?.exchanges).toMatchObject([
      { request: { method: 'POST', body: expect.stringContaining('grant_type=client_credentials') } },
    ]);
    expect(trace?.exchanges[0]?.response?.body).toContain('AADSTS7000215');
  });

  test('show the client secret: here it is in no status, form, trace or failure', async () => {
    const client_secret = 'the-client-secret+/%';
    const echo = ({ body }: OddRequest): OddAnswer => ({
      status: 400,
      json: { error: 'invalid_client', error_description: body.toString() },
    });
    const world = await at(echo, {
      grant_type: 'client_credentials',
      client_secret,
      token_endpoint_auth_method: 'client_secret_post',
    });
    await startLogin('acme', world.ports);
    const seen = JSON.stringify([
      await readStatus({}, world.ports, () => backgroundStatus(world.ports)),
      await editProfile('acme', world.ports),
      await listTraces('acme', world.ports),
      [...world.memory.disk.logins.values()],
    ]);
    expect(seen).toContain('invalid_client');
    for (const spelled of [client_secret, encodeURIComponent(client_secret)]) expect(seen).not.toContain(spelled);
  });
});
