import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill } from '../support/by-hand.ts';
import { press } from './support/demo-page.ts';
import { killBackground } from './support/kill-background.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

const passphrase = 'correct horse battery staple';
let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

type Idle = { minutes: number; at: number };
type Extension = {
  chrome: {
    storage: {
      session: { get(): Promise<{ vaultIdle?: Idle; vaultKey?: unknown }>; set(items: object): Promise<void> };
    };
    alarms: {
      get(name: string): Promise<{ scheduledTime: number } | undefined>;
      create(name: string, about: object): void;
    };
  };
};

/** When it is to lock, when the browser is to wake the background for that, and whether the key is in memory. */
const held = () =>
  dock.own.evaluate(async () => {
    const { alarms, storage } = (globalThis as unknown as Extension).chrome;
    const { vaultIdle, vaultKey } = await storage.session.get();
    return { at: vaultIdle?.at, rings: (await alarms.get('due'))?.scheduledTime, isOpen: vaultKey !== undefined };
  });

/** Nobody can set the clock that a browser rings alarms by: what waits for the end of those minutes, the record and the alarm, is moved to now. */
const endMinutes = () =>
  dock.own.evaluate(async () => {
    const { alarms, storage } = (globalThis as unknown as Extension).chrome;
    const { vaultIdle } = await storage.session.get();
    await storage.session.set({ vaultIdle: { ...vaultIdle, at: Date.now() } });
    alarms.create('due', { when: Date.now(), periodInMinutes: 1 });
  });

test('Five minutes after I last used it, Tokendock locks itself, also when its background sleeps: no page gets the token', async () => {
  const { id: tokenId } = await getToken(dock, 'alice');
  await dock.send('binding.add', { tokenId, api: [`${dock.api.origin}/*`], pages: [`${dock.api.origin}/*`] });
  const bench = await dock.openWorkbench({ view: 'setup', tool: 'vault' });
  await fill(bench, { 'New passphrase': passphrase, 'The same again': passphrase });
  await click(bench, 'Set the passphrase');
  await sees(bench, 'The passphrase is set.');
  const before = Date.now();
  await fill(bench, { 'Lock by itself': 'After 5 minutes without use' });
  await sees(bench, 'Saved.');
  await vi.waitFor(async () => {
    const { at = 0, rings = Infinity } = await held();
    expect(at - before).toBeGreaterThanOrEqual(300_000);
    expect(rings).toBeLessThanOrEqual(at);
  }, patience);
  const page = await dock.openPage(dock.api.origin);
  expect(await press(page, 'fetch')).toMatchObject({ user: 'alice' });

  await killBackground(dock);
  await endMinutes();

  await vi.waitUntil(async () => !(await held()).isOpen, patience);
  await sees(bench, 'Tokendock is locked');
  await page.bringToFront();
  for (const kind of ['fetch', 'image']) expect(await press(page, kind)).toMatchObject({ status: '401' });
  await expect(dock.status()).rejects.toThrow(/vault_locked/);
  await bench.bringToFront();
  await fill(bench, { Passphrase: passphrase });
  await click(bench, 'Unlock');
  await sees(bench, 'Lock by itself');
  // It counts anew.
  expect((await held()).at).toBeGreaterThan(Date.now());
});
