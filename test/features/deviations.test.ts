import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Ports } from '../../src/core/ports.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import { withSetting } from '../../src/core/with-setting.ts';
import { addBinding } from '../../src/features/bindings.ts';
import { copyToken } from '../../src/features/copy-token.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { hearIdentityCallback } from '../../src/features/hear-callback.ts';
import { readTraces } from '../../src/features/read-traces.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { viewToken } from '../../src/features/token-details.ts';
import { aProfile, noon } from '../core/support/records.ts';
import type { AuthorizationServer } from '../support/authorization-server.ts';
import { createMemory } from '../support/memory-ports.ts';
import { startOddServer } from '../support/odd-server.ts';
import { createWorld, startServer } from './support/world.ts';

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const machine = { grant_type: 'client_credentials' as const };

/** A machine's login at a server that answers every request so. */
async function loginAt(json: unknown, changes: Parameters<typeof aProfile>[0] = {}) {
  const odd = await startOddServer(() => ({ json, headers: { 'Cache-Control': 'no-store' } }));
  const memory = createMemory();
  const { ports } = memory.background();
  const endpoints = { token_endpoint: `${odd.origin}/token` };
  memory.disk.profiles.set('acme', aProfile({ ...machine, endpoints, ...changes }));
  await startLogin('acme', ports);
  return { memory, ports, odd, login: [...memory.disk.logins.values()][0], token: [...memory.disk.tokens.values()][0] };
}

const nested = { result: { session: { accessToken: 'deep-access', expiresIn: 60 } } };

describe('A provider that puts its token elsewhere', () => {
  test('is told so, with the setting that helps; with it the token is there', async () => {
    const { login, odd } = await loginAt(nested);
    expect(login?.failure).toMatchObject({
      code: 'setting_needed',
      values: { field: 'access_token', found: 'result.session.accessToken' },
    });
    expect(JSON.stringify(login)).not.toContain('deep-access');
    const deviations = withSetting(undefined, String(login?.failure?.values.setting)) ?? {};
    await odd.close();
    const second = await loginAt(nested, { deviations });
    expect(second.token).toMatchObject({ access_token: 'deep-access', expiresAt: noon + 60_000, rest: nested });
    await second.odd.close();
  });

  test('keeps its secret in the trace, before and after', async () => {
    for (const deviations of [{}, { answers: { token: { within: 'result.session' } } }]) {
      const { ports, odd } = await loginAt(nested, { deviations });
      const traces = JSON.stringify(await readTraces('acme', ports));
      expect(traces).toContain('"token request"');
      expect(traces).not.toContain('deep-access');
      await odd.close();
    }
  });

  test('that says no by a word of its own is quoted', async () => {
    const { login, odd } = await loginAt({ success: false, message: 'no such client' });
    expect(login?.failure).toMatchObject({
      code: 'setting_needed',
      values: { field: 'error', found: 'success' },
      quote: { error_description: 'no such client', status: 200 },
    });
    await odd.close();
  });
});

test('Every token of an answer is kept, and none is shown', async () => {
  const answer = {
    ok: true,
    access_token: 'bot-access',
    token_type: 'bot',
    authed_user: { id: 'U1', access_token: 'user-access', scope: 'a,b', token_type: 'user' },
  };
  const answers = { token: { fields: { sub: 'authed_user.id' }, tokens: [{ name: 'User', path: 'authed_user' }] } };
  const { token, ports, odd } = await loginAt(answer, { deviations: { answers } });
  expect(token).toMatchObject({
    access_token: 'bot-access',
    token_type: 'bearer',
    user: { sub: 'U1', name: 'U1' },
    further: [{ name: 'User', access_token: 'user-access', token_type: 'bearer', scope: ['a', 'b'] }],
    rest: { ok: true, token_type: 'bot', authed_user: answer.authed_user },
  });
  const shown = JSON.stringify(await viewToken(token?.id ?? '', ports));
  expect(shown).toContain('authed_user');
  expect(shown).not.toMatch(/bot-access|user-access/);
  await odd.close();
});

describe('Each token of an answer', () => {
  const answer = (turn: string) => ({
    access_token: `bot-${turn}`,
    token_type: 'bot',
    expires_in: 600,
    authed_user: { access_token: `user-${turn}`, refresh_token: `again-${turn}`, expires_in: 60, scope: 'a,b' },
  });
  const both = { answers: { '*': { tokens: [{ name: 'User token', path: 'authed_user' }] } } };
  const status = (ports: Ports) => readStatus({}, ports, async () => ({ renewing: [], drafts: [] }));

  test('is a token of its own, that can be copied and bound', async () => {
    const { memory, ports, odd } = await loginAt(answer('1'), { deviations: both });
    const [bot, user, ...more] = (await status(ports)).profiles[0]?.tokens ?? [];
    expect(more).toEqual([]);
    expect(bot).toMatchObject({ label: 'tester', expiresAt: noon + 600_000 });
    expect(user).toMatchObject({
      label: 'User token (authed_user)',
      scope: ['a', 'b'],
      expiresAt: noon + 60_000,
      renewable: true,
    });
    expect(await copyToken(user?.id ?? '', 'token', ports, async () => undefined)).toBe('user-1');
    await addBinding({ tokenId: user?.id ?? '', api: ['https://api.acme.example/*'], pages: [] }, ports);
    expect(memory.browser.rules.map(({ parts }) => parts[0]?.value)).toEqual(['Bearer user-1']);
    await odd.close();
  });

  test('is replaced by that of the next answer, and keeps what is bound to it', async () => {
    let turn = 0;
    const odd = await startOddServer(() => ({ json: answer(`${++turn}`) }));
    const memory = createMemory();
    const { ports } = memory.background();
    const endpoints = { token_endpoint: `${odd.origin}/token` };
    memory.disk.profiles.set('acme', aProfile({ ...machine, endpoints, deviations: both }));
    await startLogin('acme', ports);
    const ids = async () => (await status(ports)).profiles[0]?.tokens.map(({ id }) => id) ?? [];
    const before = await ids();
    await startLogin('acme', ports);
    await renewToken(before[0] ?? '', ports);
    expect(await ids()).toEqual(before);
    expect([...memory.disk.tokens.values()].map(({ access_token }) => access_token).sort()).toEqual([
      'bot-3',
      'user-3',
    ]);
    await odd.close();
  });

  test('is renewed by its own refresh token, and keeps its name', async () => {
    const { memory, ports, odd } = await loginAt(answer('1'), { deviations: both });
    const user = [...memory.disk.tokens.values()].find(({ besideId }) => besideId);
    await renewToken(user?.id ?? '', ports);
    expect(odd.requests[1]?.body.get('refresh_token')).toBe('again-1');
    expect(memory.disk.tokens.get(user?.id ?? '')).toMatchObject({ name: 'User token', besideId: user?.besideId });
    await odd.close();
  });

  /** A server whose answers come in turns: each has what was said last. */
  async function turns(first: object) {
    let said = first;
    const odd = await startOddServer(() => ({ json: said }));
    const memory = createMemory();
    const { ports } = memory.background();
    const endpoints = { token_endpoint: `${odd.origin}/token` };
    memory.disk.profiles.set('acme', aProfile({ ...machine, endpoints, deviations: both }));
    await startLogin('acme', ports);
    const kept = () => [...memory.disk.tokens.values()];
    const find = (isUser: boolean) =>
      kept().find(({ besideId }) => (besideId !== undefined) === isUser) ?? expect.fail('it is not there');
    return {
      ...{ memory, ports, odd, kept, find },
      texts: () => kept().map(({ access_token }) => access_token),
      say: (next: object) => {
        said = next;
      },
    };
  }

  test('keeps its refresh token when the answer to a renewal has no other', async () => {
    const { find, odd, ports, say } = await turns(answer('1'));
    say({ access_token: 'bot-2', token_type: 'bot', authed_user: { access_token: 'user-2' } });
    await renewToken(find(false).id, ports);
    expect(find(true)).toMatchObject({ access_token: 'user-2', refresh_token: 'again-1', scope: ['a', 'b'] });
    await odd.close();
  });

  test('stays when an answer leaves it out', async () => {
    const { find, odd, ports, say, texts } = await turns(answer('1'));
    say({ access_token: 'bot-2', token_type: 'bot' });
    await renewToken(find(false).id, ports);
    expect(texts().sort()).toEqual(['bot-2', 'user-1']);
    await odd.close();
  });

  test('lives on without the one that it came with: it is named, copied, bound and renewed', async () => {
    const { find, kept, memory, odd, ports, say } = await turns(answer('1'));
    const { id } = find(true);
    await addBinding({ tokenId: id, api: ['https://api.acme.example/*'], pages: [] }, ports);
    await forgetToken(find(false).id, true, ports);
    expect(kept().map((each) => each.id)).toEqual([id]);
    say({ access_token: 'user-2', token_type: 'bearer', expires_in: 600 });
    await renewToken(id, ports);
    expect(memory.browser.rules.flatMap(({ parts }) => parts.map(({ value }) => value))).toEqual(['Bearer user-2']);
    expect((await status(ports)).profiles[0]?.tokens[0]).toMatchObject({ id, label: 'User token (authed_user)' });
    expect(await copyToken(id, 'token', ports, async () => undefined)).toBe('user-2');
    await odd.close();
  });

  test('is taken up again by the next sign-in after the other was forgotten', async () => {
    const { find, odd, ports, say, texts } = await turns(answer('1'));
    const { id } = find(true);
    await forgetToken(find(false).id, true, ports);
    say(answer('2'));
    await startLogin('acme', ports);
    expect(texts().sort()).toEqual(['bot-2', 'user-2']);
    expect(find(true)).toMatchObject({ id, besideId: find(false).id });
    await odd.close();
  });

  test('of another user is never taken over', async () => {
    const { find, memory, odd, ports, say, texts } = await turns(answer('1'));
    const user = { sub: 'alice', name: 'Alice' };
    memory.disk.tokens.set(find(true).id, { ...find(true), user });
    await forgetToken(find(false).id, true, ports);
    expect((await status(ports)).profiles[0]?.tokens[0]?.label).toBe('User token (authed_user) of Alice');
    say(answer('2'));
    await startLogin('acme', ports);
    expect(texts().sort()).toEqual(['bot-2', 'user-1', 'user-2']);
    await odd.close();
  });

  test('stays forgotten when the other is renewed, and comes back with a sign-in', async () => {
    const { find, odd, ports, say, texts } = await turns(answer('1'));
    await forgetToken(find(true).id, true, ports);
    say(answer('2'));
    await renewToken(find(false).id, ports);
    expect(texts()).toEqual(['bot-2']);
    say(answer('3'));
    await startLogin('acme', ports);
    expect(texts().sort()).toEqual(['bot-3', 'user-3']);
    await odd.close();
  });

  test('is not doubled when its own renewal answers with all of them', async () => {
    const { find, kept, odd, ports, say } = await turns(answer('1'));
    const { id } = find(true);
    say(answer('2'));
    expect((await renewToken(id, ports)).access_token).toBe('user-2');
    expect(kept()).toHaveLength(2);
    expect(find(true)).toMatchObject({ id, access_token: 'user-2', refresh_token: 'again-2', name: 'User token' });
    expect(find(false).access_token).toBe('bot-1');
    await odd.close();
  });

  test('that came without a refresh token can’t be renewed', async () => {
    const deviations = { answers: { token: { tokens: [{ name: 'Other', path: 'other' }] } } };
    const { ports, odd } = await loginAt({ access_token: 'a', token_type: 'bearer', other: 'b' }, { deviations });
    const [first, second] = (await status(ports)).profiles[0]?.tokens ?? [];
    expect([first?.renewable, second?.renewable]).toEqual([true, false]);
    expect(second?.label).toBe('Other (other)');
    await odd.close();
  });

  test('is left out where no header could carry it', async () => {
    const deviations = { answers: { token: { tokens: [{ name: 'Other', path: 'other' }] } } };
    const { memory, odd } = await loginAt({ access_token: 'a', token_type: 'bearer', other: 'b\n' }, { deviations });
    expect(memory.disk.tokens.size).toBe(1);
    await odd.close();
  });
});

test('The refresh token’s end is kept, and forgotten with it', async () => {
  const first = { access_token: 'a', token_type: 'bearer', refresh_token: 'r', refresh_token_expires_in: 600 };
  const { token, ports, memory, odd } = await loginAt(first);
  expect(token?.refreshExpiresAt).toBe(noon + 600_000);
  memory.clock.now = noon + 1000;
  expect((await renewToken(token?.id ?? '', ports)).refreshExpiresAt).toBe(noon + 601_000);
  await odd.close();
});

test('A provider that demands an Origin gets it', async () => {
  const answer = { access_token: 'a', token_type: 'bearer' };
  const { odd } = await loginAt(answer, { deviations: { origin: 'https://spa.acme.example' } });
  expect(odd.requests[0]?.headers.origin).toBe('https://spa.acme.example');
  await odd.close();
});

test('An identity window whose state has another name, or other letters, still finds its login', async () => {
  const world = await createWorld(server, {
    deviations: { callback: { parameters: { state: 'st' }, anyCaseState: true } },
  });
  const login = { id: 'AbCd', profileId: 'acme', startedAt: noon, stepAt: noon, step: 'signing_in' as const };
  world.memory.disk.logins.set(login.id, login);
  const at = world.ports.identityWindow.redirectUri();
  expect(await hearIdentityCallback(5, `${at}?code=c&st=other`, world.ports)).toBe(false);
  expect(await hearIdentityCallback(5, `${at}?code=c&st=ABCD#_=_`, world.ports)).toBe(true);
});

test('A form carries the deviations, and a stored secret stays behind', () => {
  const deviations = { use: { scheme: 'token' }, introspectAs: { client_id: 'other' } };
  const profile = aProfile({ deviations, introspection_secret: 'hidden' });
  const draft = draftOf(profile);
  expect(draft).toMatchObject({ deviations });
  expect(JSON.stringify(draft)).not.toContain('hidden');
  expect(parseProfile(draft, profile)).toMatchObject({ profile: { deviations, introspection_secret: 'hidden' } });
  expect(parseProfile({ ...draft, deviations: {} }, profile)).not.toHaveProperty('profile.deviations');
});
