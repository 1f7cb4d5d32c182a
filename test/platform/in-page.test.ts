import 'fake-indexeddb/auto';
import { generateKeyPair } from 'oauth4webapi';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { pageWork } from '../../entrypoints/workbench/page-work.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createPassphrase } from '../../src/platform/passphrase.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

const origin = 'https://id.acme.example';
const registration = { registration_client_uri: `${origin}/client`, registration_access_token: 'manages' };
const profile = (sessionOnly: boolean) =>
  aProfile({
    sessionOnly,
    client_secret: 'first-secret',
    token_endpoint_auth_method: 'client_secret_basic',
    registration,
    endpoints: {
      ...aProfile().endpoints,
      userinfo_endpoint: `${origin}/me`,
      introspection_endpoint: `${origin}/introspect`,
    },
  });
const draft = {
  ...emptyDraft('new'),
  endpoints: { registration_endpoint: `${origin}/register`, token_endpoint: `${origin}/token` },
  grant_type: 'client_credentials' as const,
  token_endpoint_auth_method: 'client_secret_basic' as const,
};
const pasted = { access_token: 'pasted', refresh_token: '', id_token: '', expires_in: '' };

/** All that a page asks servers for, and stores what comes of it. */
const works: [string, () => unknown][] = [
  ['who the user is', () => pageWork['token.userInfo']({ id: 'alice' })],
  ['what a token is worth', () => pageWork['token.introspect']({ id: 'alice' })],
  ['whether a token is good', () => pageWork['token.check']({ id: 'alice' })],
  ['whose a pasted token is', () => pageWork['token.paste']({ ...pasted, profileId: 'acme', client_secret: 'new' })],
  ['for a client', () => pageWork['client.register']({ draft, initialAccessToken: '' })],
  ['what it knows of a client', () => pageWork['client.read']({ id: 'acme' })],
  ['to change a client', () => pageWork['client.update']({ id: 'acme' })],
  ['to delete a client', () => pageWork['client.delete']({ id: 'acme' })],
];

let asked: PromiseWithResolvers<void>;
let answer: PromiseWithResolvers<Response>;
beforeEach(async () => {
  fakeBrowser.reset();
  fakeSessionRules();
  Object.assign(fakeBrowser, {
    permissions: { contains: async () => true },
    identity: { getRedirectURL: () => `${origin}/` },
  });
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ answer: undefined } as never);
  [asked, answer] = [Promise.withResolvers(), Promise.withResolvers()];
  vi.stubGlobal('fetch', async () => {
    asked.resolve();
    return (await answer.promise).clone();
  });
  await createPorts().vault.wipe();
});

async function fill(sessionOnly: boolean): Promise<void> {
  const ports = createPorts();
  await ports.profiles.put(profile(sessionOnly));
  await ports.tokens.put(aToken());
}

/** What one answer to all of these questions could be. */
const said = () =>
  Response.json({
    ...{
      sub: 'user-alice',
      active: true,
      client_id: 'registered',
      client_secret: 'second-secret',
      client_secret_expires_at: 0,
    },
    ...registration,
    registration_access_token: 'manages-next',
  });

/** How many records there are: on disk, and in the session's memory. */
async function left(): Promise<[number, number]> {
  const db = await openDatabase();
  const names = [...db.objectStoreNames].filter((name) => name !== 'keys');
  const counts = await Promise.all(names.map((name) => db.count(name)));
  const held = await fakeBrowser.storage.session.get();
  const kept = Object.entries(held).flatMap(([name, all]) =>
    name.startsWith('records ') ? Object.keys(all as object) : [],
  );
  return [counts.reduce((sum, count) => sum + count, 0), kept.length];
}

describe.each([
  ['that is stored', false],
  ['for this session only', true],
])('Of a profile %s, a window was just asking a server', (_kind, sessionOnly) => {
  test.each(works)('%s when I forget everything: nothing of the answer is kept', async (_what, work) => {
    await fill(sessionOnly);
    const working = work();
    await asked.promise;
    await createPorts().vault.wipe();
    answer.resolve(said());
    await expect(working).rejects.toMatchObject({ code: expect.stringMatching(/^(forgotten_meanwhile|\w+_gone)$/) });
    expect(await left()).toEqual([0, 0]);
  });

  const ofProfile = works.filter(([what]) => what !== 'for a client');
  test.each(ofProfile)(
    '%s when it was taken away for good: nothing of it comes to lie on disk',
    async (_what, work) => {
      await fill(sessionOnly);
      const working = work();
      await asked.promise;
      const { profiles, tokens } = createPorts();
      await tokens.delete('alice');
      await profiles.delete('acme');
      answer.resolve(said());
      await Promise.allSettled([working]);
      expect(await left()).toEqual([0, 0]);
    },
  );
});

test('What a window stores that began before everything was forgotten is not kept, though it asked nobody', async () => {
  expect(await createPorts().vault.isLocked()).toBe(false);
  const made = Promise.withResolvers<CryptoKeyPair>();
  const begun = Promise.withResolvers<void>();
  const pair = await generateKeyPair('ES256', { extractable: true });
  vi.spyOn(crypto.subtle, 'generateKey').mockImplementationOnce((async () => {
    begun.resolve();
    return made.promise;
  }) as never);
  const working = pageWork['key.create']({ alg: 'ES256' });
  await begun.promise;
  await createPorts().vault.wipe();
  made.resolve(pair);
  await expect(working).rejects.toMatchObject({ code: 'forgotten_meanwhile' });
  expect(await left()).toEqual([0, 0]);
  // What begins now is kept, though nobody has told this window.
  await pageWork['key.create']({ alg: 'ES256' });
  expect(await left()).toEqual([1, 0]);
});

describe('I lock the vault while a window asks a server', () => {
  beforeEach(async () => {
    await fill(false);
    await createPassphrase(openDatabase(), { m: 8, t: 1, p: 1 }).set('correct horse', () => undefined);
  });

  /** As the background does, once it has said that the vault is to be locked. */
  async function lock(): Promise<void> {
    const { vault, pageWorks } = createPorts();
    expect(await vault.beginLock()).toBe(true);
    const ended = pageWorks.done();
    answer.resolve(said());
    expect(await ended).toBe(true);
    await vault.endLock();
  }

  const unlock = () => createPassphrase(openDatabase()).unlock('correct horse', () => undefined);

  test('to change a client: its new secrets are waited for and kept', async () => {
    const working = pageWork['client.update']({ id: 'acme' });
    await asked.promise;
    await lock();
    await working;
    await expect(createPorts().profiles.list()).rejects.toMatchObject({ code: 'vault_locked' });
    await unlock();
    expect(await createPorts().profiles.get('acme')).toMatchObject({
      client_secret: 'second-secret',
      registration: { registration_access_token: 'manages-next' },
    });
  });

  test('for a client: the form that it fills is kept', async () => {
    const working = pageWork['client.register']({ draft, initialAccessToken: '' });
    await asked.promise;
    await lock();
    expect(await working).toMatchObject({ client_secret: 'second-secret' });
    await unlock();
    expect(await createPorts().drafts.list()).toMatchObject([{ client_secret: 'second-secret' }]);
  });

  test('nothing new begins, and nothing more is waited for', async () => {
    const { vault, pageWorks } = createPorts();
    await vault.beginLock();
    await expect(pageWork['token.userInfo']({ id: 'alice' })).rejects.toMatchObject({ code: 'vault_locked' });
    expect(await pageWorks.done()).toBe(false);
  });
});
