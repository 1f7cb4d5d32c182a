import 'fake-indexeddb/auto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import packageFile from '../../package.json' with { type: 'json' };
import { draftOfToday } from '../../src/core/draft-of-today.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { secretFields } from '../../src/core/profile.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { projectRoot } from '../support/project-root.ts';
import { dump, install, type Stored } from './support/stored.ts';
import { useEverything } from './support/use-everything.ts';

/**
 * What each released version wrote to disk, by its own code: by a sign-in with DPoP, a machine's token, a binding of each, a half-filled
 * form, a signing key, and a sign-in that waits for its user. Version 0.1 has `upgrade.test.ts`. After a release its file is made by
 * `npm run keep-release`.
 */
const folder = join(import.meta.dirname, 'support');
const fileOf = (version: string) => join(folder, `stored-by-${version}.json`);
const before = (await readdir(folder)).flatMap((name) => /^stored-by-(.*)\.json$/.exec(name)?.[1] ?? []);

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

/** Everything that the world of `useEverything` had is there, whole, and of use. */
async function expectAll(): Promise<void> {
  const ports = createPorts();
  const profiles = await ports.profiles.list();
  expect(profiles.map(({ name }) => name).sort()).toEqual(['Billing job', 'Shop']);
  for (const profile of profiles) {
    const secrets = secretFields.flatMap((field) => (profile[field] === undefined ? [] : [[field, profile[field]]]));
    const kept = { position: profile.position, ...Object.fromEntries(secrets) };
    const parsed = parseProfile(draftOf(profile), kept);
    expect('errors' in parsed ? parsed.errors : {}).toEqual({});
  }
  expect(profiles.find(({ id }) => id === 'shop')?.parameters).toMatchObject([
    { name: 'audience', stage: 'authorize' },
    { name: 'X-Team', stage: 'token', place: 'header' },
  ]);
  expect(profiles.find(({ id }) => id === 'job')?.client_secret).toBe('machine-secret');

  const tokens = await ports.tokens.list();
  const ofShop = tokens.find(({ profileId }) => profileId === 'shop') ?? expect.fail('Alice’s token is gone');
  expect(tokens).toHaveLength(2);
  expect(ofShop).toMatchObject({ refresh_token: expect.any(String), user: { name: 'alice' }, token_type: 'dpop' });
  const key = (await ports.dpopKeys.get(ofShop.dpopKeyId ?? '')) ?? expect.fail('its key is gone');
  await expectSigns(key.privateKey);
  const [signing] = await ports.keys.list();
  await expectSigns(signing?.privateKey ?? expect.fail('the signing key is gone'));

  const bindings = await ports.bindings.list();
  expect(bindings.map(({ tokenId }) => tokenId).sort()).toEqual(tokens.map(({ id }) => id).sort());
  for (const { put, methods, ifPresent, order, enabled } of bindings)
    expect([put.length, Array.isArray(methods), ifPresent, order > -1, enabled]).toEqual([
      1,
      true,
      'replace',
      true,
      true,
    ]);
  expect(await ports.logins.list()).toMatchObject([
    { profileId: 'shop', step: 'signing_in', nonce: expect.any(String) },
  ]);
  const [draft] = await ports.drafts.list();
  expect(draft && draftOfToday(draft)).toMatchObject({ name: 'Half-typed', client_secret: 'typed-secret' });
  expect((await ports.traces.list()).length).toBeGreaterThanOrEqual(2);
  for (const name of ['profiles', 'tokens', 'logins', 'bindings', 'drafts', 'traces'] as const)
    expect(ports[name].unreadable()).toEqual([]);
}

async function expectSigns(key: CryptoKey): Promise<void> {
  const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(1));
  expect([key.extractable, signed.byteLength]).toEqual([false, 64]);
}

describe('What a released version stored', () => {
  test.each(before)('is all there, whole and of use: %s', async (version) => {
    const stored: Stored = JSON.parse(await readFile(fileOf(version), 'utf8'));
    expect(stored.made).toBe(version);
    await install(stored);
    await expectAll();
  });

  test('is tried for every version of the changelog but the one that is made now', async () => {
    const changelog = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8');
    const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version);
    const tried = new Set([...before, '0.1.0', packageFile.version]);
    expect(released.slice(1).filter((version) => version && !tried.has(version))).toEqual([]);
  });
});

test('What this version stores can be read, and kept for the versions to come', async () => {
  await useEverything();
  const stored = await dump(packageFile.version);
  if (process.env.TOKENDOCK_KEEP) await writeFile(fileOf(stored.made), `${JSON.stringify(stored, undefined, 2)}\n`);
  globalThis.indexedDB = new IDBFactory();
  await install(JSON.parse(JSON.stringify(stored)));
  await expectAll();
});
