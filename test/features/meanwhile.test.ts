import { beforeEach, describe, expect, test } from 'vitest';
import type { Login } from '../../src/core/login.ts';
import type { Ports } from '../../src/core/ports.ts';
import type { Profile } from '../../src/core/profile.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import type { Token } from '../../src/core/token.ts';
import { moveProfile } from '../../src/features/arrange-profiles.ts';
import { endWithToken } from '../../src/features/end-with-token.ts';
import { pasteToken } from '../../src/features/paste-token.ts';
import { saveProfile } from '../../src/features/profile-form.ts';
import { relabelTokens } from '../../src/features/relabel-tokens.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { askUserInfo } from '../../src/features/token-details.ts';
import { aProfile, aToken, noon, without } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

const profile = aProfile({
  endpoints: { ...aProfile().endpoints, userinfo_endpoint: 'https://id.acme.example/me' },
  deviations: { answers: { 'user info': { fields: { sub: 'id', name: 'display_name' } } } },
});
const renewal = { access_token: 'next', token_type: 'bearer', refresh_token: 'rotated', expires_in: 3600 };
const user = { sub: 'user-alice', name: 'Alice' };

let memory: Memory;
let meanwhile: () => unknown;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  memory.disk.profiles.set('acme', profile);
  const { ports: plain } = memory.background();
  const fetch: typeof globalThis.fetch = async (input) => {
    if (!String(input).endsWith('/me')) return Response.json(renewal);
    await meanwhile();
    return Response.json({ id: user.sub, display_name: user.name });
  };
  ports = { ...plain, fetch, ownRequests: { ...plain.ownRequests, fetchSaying: () => fetch } };
});

const token = (id: string) => memory.disk.tokens.get(id);
/** The store, where something happens right after all was read. */
const readThen = <Name extends 'tokens' | 'profiles'>(name: Name, then: () => void): Ports => {
  const list = async () => ports[name].list().finally(then);
  return { ...ports, [name]: { ...ports[name], list } };
};

describe('While a server is asked whose a token is', () => {
  const ask = () => askUserInfo('alice', ports, async () => undefined);

  test('a renewal keeps its new refresh token', async () => {
    memory.disk.tokens.set('alice', aToken());
    meanwhile = () => renewToken('alice', ports);
    await ask();
    expect(token('alice')).toMatchObject({ access_token: 'next', refresh_token: 'rotated', user });
  });

  test('a token that is forgotten stays so', async () => {
    memory.disk.tokens.set('alice', aToken());
    meanwhile = () => memory.disk.tokens.delete('alice');
    await ask();
    expect(memory.disk.tokens.size).toBe(0);
  });

  describe('at the end of a sign-in', () => {
    const login = { id: 'new', profileId: 'acme', startedAt: noon, step: 'requesting', stepAt: noon } as Login;
    beforeEach(() => {
      memory.disk.logins.set('new', login);
    });

    test.each<[string, Token[], string]>([
      ['of a new user', [], 'new'],
      ['of a user who is known', [aToken({ user })], 'alice'],
    ])('%s, a renewal keeps its new refresh token', async (_, before, place) => {
      for (const each of before) memory.disk.tokens.set(each.id, each);
      meanwhile = () => renewToken('new', ports);
      await endWithToken('new', without('user'), profile, ports);
      expect([...memory.disk.tokens.keys()]).toEqual([place]);
      expect(token(place)).toMatchObject({ access_token: 'next', refresh_token: 'rotated', user });
    });

    test('a token that is forgotten stays so, and the sign-in is over', async () => {
      meanwhile = () => memory.disk.tokens.delete('new');
      await endWithToken('new', without('user'), profile, ports);
      expect([memory.disk.tokens.size, memory.disk.logins.size]).toEqual([0, 0]);
    });
  });

  describe('that is pasted', () => {
    const paste = (client_secret = '') =>
      pasteToken(
        { profileId: 'acme', access_token: 'abc', refresh_token: '', id_token: '', expires_in: '', client_secret },
        ports,
      );
    const edit = (changes: Partial<Profile>) => () => memory.disk.profiles.set('acme', { ...profile, ...changes });

    test('an edit of the profile stays, and the secret that came along is added', async () => {
      meanwhile = edit({ name: 'Edited' });
      await paste('s3cret');
      expect(memory.disk.profiles.get('acme')).toMatchObject({ name: 'Edited', client_secret: 's3cret' });
    });

    test('a deleted profile stays deleted, and the paste says so', async () => {
      meanwhile = edit({ deletedAt: noon });
      await expect(paste('s3cret')).rejects.toMatchObject({ code: 'profile_gone' });
      expect(memory.disk.profiles.get('acme')).toEqual({ ...profile, deletedAt: noon });
      expect(memory.disk.tokens.size).toBe(0);
    });
  });
});

describe('While a token is renewed', () => {
  let answered: PromiseWithResolvers<Response>;
  let asked: PromiseWithResolvers<void>;
  let slow: Ports;
  beforeEach(() => {
    [asked, answered] = [Promise.withResolvers(), Promise.withResolvers()];
    const fetch: typeof globalThis.fetch = async () => {
      asked.resolve();
      return answered.promise;
    };
    slow = { ...ports, fetch, ownRequests: { ...ports.ownRequests, fetchSaying: () => fetch } };
    memory.disk.tokens.set('alice', aToken({ user }));
    memory.disk.logins.set('new', { id: 'new', profileId: 'acme', startedAt: noon, step: 'requesting', stepAt: noon });
    meanwhile = () => undefined;
  });
  const nameless = { ...without('user'), id: 'new' };
  const signedIn = aToken({ id: 'new', access_token: 'signed in', refresh_token: 'of the sign-in', user });

  test.each([
    ['answers', () => Response.json(renewal)],
    ['refuses, since its user signed in again', () => Response.json({ error: 'invalid_grant' }, { status: 400 })],
  ])('its user’s next sign-in takes its place: I get that one, though the server %s', async (_how, answer) => {
    const renewing = renewToken('alice', slow);
    await asked.promise;
    await endWithToken('new', signedIn, profile, ports);
    answered.resolve(answer());
    expect(await renewing).toMatchObject({ access_token: 'signed in' });
    expect([...memory.disk.tokens.values()]).toMatchObject([
      { id: 'alice', access_token: 'signed in', refresh_token: 'of the sign-in' },
    ]);
    expect(token('alice')?.renewal).toBeUndefined();
  });

  test('a page that learns its user keeps that', async () => {
    memory.disk.tokens.set('alice', without('user'));
    const renewing = renewToken('alice', slow);
    await asked.promise;
    await ports.tokens.change('alice', (now) => ({ ...now, user }));
    answered.resolve(Response.json(renewal));
    await renewing;
    expect(token('alice')).toMatchObject({ access_token: 'next', user });
  });

  test('the place that it takes waits for it: I get the renewed one, and no refresh token is lost', async () => {
    meanwhile = async () => {
      renewing = renewToken('new', slow);
      await asked.promise;
    };
    let renewing: Promise<Token> | undefined;
    const ending = endWithToken('new', nameless, profile, ports);
    await asked.promise;
    answered.resolve(Response.json(renewal));
    await ending;
    expect(await renewing).toMatchObject({ access_token: 'next' });
    expect([...memory.disk.tokens.values()]).toMatchObject([
      { id: 'alice', access_token: 'next', refresh_token: 'rotated', user },
    ]);
  });

  test('just while it takes its place: I get it as it came, and it is not asked for again', async () => {
    let renewing: Promise<Token> | undefined;
    const put: Ports['tokens']['put'] = async (entry) => {
      if (entry.id === 'alice') renewing = renewToken('new', slow);
      await ports.tokens.put(entry);
    };
    await endWithToken('new', signedIn, profile, { ...ports, tokens: { ...ports.tokens, put } });
    expect(await renewing).toMatchObject({ access_token: 'signed in' });
    expect([...memory.disk.tokens.keys()]).toEqual(['alice']);
  });
});

test('While tokens are named anew, a renewal keeps its new refresh token', async () => {
  memory.disk.tokens.set('alice', aToken({ rest: { uid: 'u1' } }));
  const renewed = () => void memory.disk.tokens.set('alice', aToken({ rest: { uid: 'u1' }, refresh_token: 'rotated' }));
  const named = aProfile({ deviations: { answers: { token: { fields: { sub: 'uid' } } } } });
  await relabelTokens(named, readThen('tokens', renewed));
  expect(token('alice')).toMatchObject({ refresh_token: 'rotated', user: { sub: 'u1' } });
});

test('While profiles are moved, an edit stays and a deleted one stays away', async () => {
  for (const [position, id] of ['a', 'b', 'c'].entries()) memory.disk.profiles.set(id, aProfile({ id, position }));
  memory.disk.profiles.delete('acme');
  const edited = () => {
    memory.disk.profiles.set('a', aProfile({ id: 'a', name: 'Edited' }));
    memory.disk.profiles.delete('b');
  };
  await moveProfile('c', -2, readThen('profiles', edited));
  expect([...memory.disk.profiles.values()]).toMatchObject([
    { name: 'Edited', position: 1 },
    { id: 'c', position: 0 },
  ]);
});

test('While a form is saved, a secret that the server gave just then stays', async () => {
  const registration = {
    registration_client_uri: 'https://id.acme.example/client',
    registration_access_token: 'first',
  };
  const stored = aProfile({ client_secret: 'first', token_endpoint_auth_method: 'client_secret_basic', registration });
  memory.disk.profiles.set('acme', stored);
  const updated = {
    ...stored,
    client_secret: 'second',
    registration: { ...registration, registration_access_token: 'second' },
  };
  const get = (id: string) => ports.profiles.get(id).finally(() => memory.disk.profiles.set('acme', updated));
  const draft = { ...draftOf(stored), name: 'Edited' };
  await saveProfile(draft, { ...ports, profiles: { ...ports.profiles, get } }, async () => undefined);
  expect(memory.disk.profiles.get('acme')).toMatchObject({ ...updated, name: 'Edited' });
});

test('A form into which another window puts a new client while mine is saved is kept', async () => {
  const form = (editedAt: number, client_id: string) => ({ ...draftOf(profile), client_id, editedAt });
  memory.disk.drafts.set('acme', form(noon, 'mine'));
  const put = async (entry: Profile | undefined) => {
    memory.disk.drafts.set('acme', form(noon + 1, 'registered'));
    return entry;
  };
  const change: Ports['profiles']['change'] = (...given) => ports.profiles.change(...given).then(put);
  await saveProfile(draftOf(profile), { ...ports, profiles: { ...ports.profiles, change } }, async () => undefined);
  expect(memory.disk.drafts.get('acme')).toMatchObject({ client_id: 'registered' });
  await saveProfile(draftOf(profile), ports, async () => undefined);
  expect(memory.disk.drafts.size).toBe(0);
});
