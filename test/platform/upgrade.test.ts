import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { draftOfToday } from '../../src/core/draft-of-today.ts';
import { failureText } from '../../src/core/failure-text.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Profile } from '../../src/core/profile.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import { authorizationUrl, newProof } from '../../src/oauth/authorization-request.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { createRecordStore } from '../../src/platform/record-store.ts';
import { createVault } from '../../src/platform/vault.ts';
import { installVersion1 } from './support/version-1.ts';

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await installVersion1();
});

const shop = async () => (await createPorts().profiles.get('shop')) ?? expect.fail('the profile is gone');

describe('What version 0.1 stored', () => {
  test('is still there: profiles, tokens, bindings, a sign-in and a half-filled form', async () => {
    const ports = createPorts();
    expect((await ports.profiles.list()).map(({ name }) => name).sort()).toEqual(['Billing job', 'Shop']);
    expect(await ports.tokens.list()).toMatchObject([
      { access_token: 'access-of-zoe', refresh_token: 'refresh-of-zoe', user: { name: 'Zoë' }, rest: { tier: 3 } },
    ]);
    expect(await ports.bindings.list()).toMatchObject([{ tokenId: 'zoe', api: ['https://api.acme.example/*'] }]);
    expect(await ports.logins.get('a-state')).toMatchObject({ step: 'signing_in', nonce: 'a-nonce' });
    expect(await ports.drafts.list()).toMatchObject([{ name: 'Half-typed', client_secret: 'typed-secret' }]);
  });

  test('is a profile of today: its parameters go with the authorization request as they did', async () => {
    const profile = await shop();
    const rest = { stage: 'authorize', place: 'query', on: true };
    expect(profile.parameters).toEqual([
      { name: 'audience', value: 'https://api.acme.example', ...rest },
      { name: 'prompt', value: 'consent', ...rest },
    ]);
    expect(profile).not.toHaveProperty('authorizationParameters');
    const ports = createPorts();
    const proof = await newProof(profile, 'https://app.acme.example/callback', ports);
    const { searchParams } = new URL(await authorizationUrl(profile, 'a-state', proof, ports));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      audience: 'https://api.acme.example',
      prompt: 'consent',
      scope: 'openid,pets:read',
      code_challenge_method: 'S256',
    });
    expect((await createPorts().profiles.get('job'))?.parameters).toEqual([]);
  });

  test('can be opened in the form of today, and saved as it was', async () => {
    const profile = await shop();
    const draft = draftOf(profile);
    const saved = parseProfile(draft, profile);
    expect(saved).toEqual({ profile: { ...profile, code_challenge_method: 'S256' } });
  });

  test('lies on disk in today’s shape once it was stored again', async () => {
    const profile = await shop();
    await createPorts().profiles.put(profile);
    const database = openDatabase();
    const asItLies = createRecordStore<Profile>('profiles', database, createVault(database));
    expect(await asItLies.get('shop')).toEqual(profile);
    expect(await asItLies.get('job')).toHaveProperty('authorizationParameters');
  });

  test('is a half-filled form of today, which can be stored again', async () => {
    const [draft] = await createPorts().drafts.list();
    expect(draft && draftOfToday(draft)).toMatchObject({
      client_secret: 'typed-secret',
      parameters: [{ name: 'audience', value: '', stage: 'authorize' }],
      code_challenge_method: 'S256',
      dpop: false,
    });
  });

  test('still says why a renewal failed, in the words of then', async () => {
    const { renewal } = (await createPorts().tokens.get('zoe')) ?? {};
    const failure = renewal?.failure ?? expect.fail('the failure is gone');
    expect(failureText(failure).sentence).toBe('id.acme.example no longer accepts what this token is renewed with.');
  });
});
