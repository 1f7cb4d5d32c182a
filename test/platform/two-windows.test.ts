import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Profile } from '../../src/core/profile.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { aProfile } from '../core/support/records.ts';

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

/** Somebody waits for a turn. */
const isWaiting = () => vi.waitUntil(async () => (await navigator.locks.query()).pending?.length);

/**
 * Lets a second window do its work at the n-th await of the first one's, as far as it gets. Resolves with whether the first one had so
 * many.
 */
async function meeting(at: number, first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<boolean> {
  let calls = 0;
  let met: Promise<unknown> | undefined;
  const step = async () => {
    calls += 1;
    if (calls !== at) return;
    met = second();
    await Promise.race([met, isWaiting()]);
  };
  const { get, set } = fakeBrowser.storage.session;
  const { encrypt, decrypt } = crypto.subtle;
  const stepped = (work: (...given: never[]) => unknown) =>
    (async (...given: never[]) => {
      await step();
      const result = await work(...given);
      await step();
      return result;
    }) as never;
  vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(stepped(encrypt.bind(crypto.subtle)));
  vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(stepped(decrypt.bind(crypto.subtle)));
  vi.spyOn(fakeBrowser.storage.session, 'get').mockImplementation(stepped(get));
  vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementation(stepped(set));
  await first();
  await met;
  vi.restoreAllMocks();
  return met !== undefined;
}

describe.each([
  ['on disk', false],
  ['for this session only', true],
])('Two windows change a profile %s at once, however they meet', (_where, sessionOnly) => {
  const profile = aProfile({ sessionOnly, client_secret: 'first' });
  const rename = ({ profiles }: ReturnType<typeof createPorts>) =>
    profiles.change('acme', (now: Profile) => ({ ...now, name: 'Renamed' }));

  /** What is left after each of the ways in which they can meet. */
  async function each(other: (ports: ReturnType<typeof createPorts>) => Promise<unknown>): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let at = 1; ; at++) {
      const [one, two] = [createPorts(), createPorts()];
      await one.profiles.put(profile);
      await two.profiles.list();
      const met = await meeting(
        at,
        () => rename(one),
        () => other(two),
      );
      if (!met) break;
      found.push(await createPorts().profiles.get('acme'));
      expect(at).toBeLessThan(100);
    }
    expect(found.length).toBeGreaterThan(4);
    return found;
  }

  test('both changes are kept', async () => {
    const found = await each(({ profiles }) => profiles.change('acme', (now) => ({ ...now, client_secret: 'second' })));
    for (const left of found) expect(left).toMatchObject({ name: 'Renamed', client_secret: 'second' });
  });

  test('what one deletes stays away', async () => {
    for (const left of await each(({ profiles }) => profiles.delete('acme'))) expect(left).toBeUndefined();
    for (const left of await each(({ profiles }) => profiles.change('acme', () => undefined)))
      expect(left).toBeUndefined();
  });
});
