import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FailureRecord } from '../../src/core/failure.ts';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import type { ProfileView } from '../../src/core/snapshot.ts';
import { type CallbackApp, startCallbackApp } from '../support/callback-app.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';
import { patience } from './support/patience.ts';
import { browserName, draftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

/** What the server does where it is not honest. */
type Plan = {
  metadata?: (place: string) => OddAnswer;
  token?: OddAnswer;
  authorize?: (request: URLSearchParams) => OddAnswer;
};

let dock: Tokendock;
let app: CallbackApp;
let server: OddServer;
let other: OddServer;
let plan: Plan;
beforeAll(async () => {
  [dock, app, other] = await Promise.all([openTokendock(), startCallbackApp(), startOddServer(() => ({ json: {} }))]);
  server = await startOddServer(({ path }, { origin }) => {
    const { pathname, searchParams } = new URL(path, origin);
    if (pathname === '/token') return plan.token ?? { json: { access_token: 'odd-access', token_type: 'Bearer' } };
    if (pathname === '/authorize') return plan.authorize?.(searchParams) ?? back(searchParams);
    const [authorization_endpoint, token_endpoint] = [`${origin}/authorize`, `${origin}/token`];
    return plan.metadata?.(path) ?? { json: { issuer: origin, authorization_endpoint, token_endpoint } };
  });
});
afterAll(() => Promise.all([dock?.close(), app?.close(), server?.close(), other?.close()]));
beforeEach(() => {
  plan = {};
  for (const each of [server.requests, other.requests]) each.length = 0;
});

const url = (redirect_uri: string, answer: Record<string, string>) => {
  const to = new URL(redirect_uri);
  for (const [name, value] of Object.entries(answer)) to.searchParams.set(name, value);
  return to.href;
};

/** Where an honest server sends its user, but for what is changed. */
function back(request: URLSearchParams, changes: Record<string, string> = {}): OddAnswer {
  const right = { code: 'the-code', state: request.get('state') ?? '' };
  return { status: 302, headers: { Location: url(request.get('redirect_uri') ?? '', { ...right, ...changes }) } };
}

/** A page that goes on by itself: a header could not hold so long an address. */
const goOn = (script: string): OddAnswer => ({
  headers: { 'Content-Type': 'text/html' },
  body: `<!doctype html><title>Sign in</title><script>${script}</script>`,
});

let count = 0;
async function save(changes: Partial<ProfileDraft> = {}): Promise<string> {
  const id = `hostile-${++count}`;
  const tab = { redirect: 'tab', redirect_uri: app.redirectUri } as const;
  await dock.send(
    'profile.save',
    draftFor(dock.server, { id, issuer: server.origin, scope: 'pets:read', ...tab, ...changes }),
  );
  return id;
}

async function seen(profileId: string): Promise<ProfileView | undefined> {
  return (await dock.status()).profiles.find(({ id }) => id === profileId);
}

/** Has the tester sign in; why it failed, once it has. */
async function failure(profileId: string): Promise<FailureRecord> {
  void dock.send('login.start', { profileId }).catch(() => 'a test that failed closes the browser');
  return vi.waitUntil(async () => (await seen(profileId))?.login?.failure, patience);
}

const asked = () => server.requests.filter(({ path }) => path === '/token');

describe('What redirects gets nothing of mine to the place where it points:', () => {
  test.each([301, 302, 303, 307, 308])('the token endpoint, with my client’s secret (%d)', async (status) => {
    for (const Location of [`${other.origin}/token`, '/elsewhere']) {
      plan = { token: { status, headers: { Location } } };
      const profileId = await save({
        grant_type: 'client_credentials',
        client_secret: 'the-client-secret',
        token_endpoint_auth_method: 'client_secret_basic',
      });
      expect((await failure(profileId)).code).toBe('server_redirects');
    }
    expect(asked()).toHaveLength(2);
    expect(server.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    expect(other.requests).toEqual([]);
  });

  test('the token endpoint, with my code and its verifier', async () => {
    plan = { token: { status: 307, headers: { Location: `${other.origin}/token` } } };
    expect((await failure(await save())).code).toBe('server_redirects');
    expect(asked()[0]?.body.get('code')).toBe('the-code');
    expect(other.requests).toEqual([]);
  });

  test('the metadata', async () => {
    plan = { metadata: (place) => ({ status: 302, headers: { Location: other.origin + place } }) };
    expect((await failure(await save())).code).toBe('server_redirects');
    expect(other.requests).toEqual([]);
  });
});

/** About the longest address that the browser goes to. */
const longest = browserName === 'firefox' ? 1_000_000 : 2_000_000;

describe('My app does not see what the server sends to it, and nobody behind it does,', () => {
  test('though its redirect URI sends everybody on to wherever its query says (open redirect)', async () => {
    const redirect_uri = `${app.redirectUri}?to=${encodeURIComponent(other.origin)}`;
    const profileId = await save({ redirect_uri });
    await dock.send('login.start', { profileId });
    await vi.waitUntil(async () => (await seen(profileId))?.tokens.length === 1, patience);
    expect(asked()[0]?.body.get('code')).toBe('the-code');
    expect([app.requests, other.requests]).toEqual([[], []]);
  });

  test('when the answer is that of another sign-in, which goes on', async () => {
    let waiting = '';
    plan = {
      authorize: (request) => {
        waiting = request.get('state') ?? '';
        return goOn('document.title = "Waiting"');
      },
    };
    const patient = await save();
    void dock.send('login.start', { profileId: patient }).catch(() => 'a test that failed closes the browser');
    await vi.waitUntil(() => waiting, patience);
    plan = { authorize: (request) => back(request, { state: waiting }) };
    expect((await failure(await save())).code).toBe('state_wrong');
    expect((await seen(patient))?.login?.step).toBe('signing_in');
    expect([app.requests, asked()]).toEqual([[], []]);
    await dock.send('login.cancel', { id: waiting });
  });

  test('when it has both a code and an error: it is an error', async () => {
    plan = { authorize: (request) => back(request, { error: 'access_denied' }) };
    expect(await failure(await save())).toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied' },
    });
    expect([app.requests, asked()]).toEqual([[], []]);
  });

  test('when it is as long as the browser lets it be; and the next sign-in works', async () => {
    const profileId = await save();
    plan = {
      authorize: (request) => {
        const right = url(request.get('redirect_uri') ?? '', { code: 'the-code', state: request.get('state') ?? '' });
        return goOn(`location.href = ${JSON.stringify(`${right}&more=`)} + 'x'.repeat(${longest})`);
      },
    };
    expect((await failure(profileId)).code).toBe('callback_too_long');
    plan = {};
    await dock.send('login.start', { profileId });
    await vi.waitUntil(async () => (await seen(profileId))?.tokens.length === 1, patience);
    expect(app.requests).toEqual([]);
    expect(asked()).toHaveLength(1);
  });
});
