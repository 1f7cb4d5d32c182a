import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { mostRows, type ReportedRow } from '../../src/core/activity.ts';
import { runningKeys } from '../../src/features/running.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { activityLog } from '../../src/platform/activity-log.ts';
import { activityStore } from '../../src/platform/activity-store.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { tokens } from '../oauth/support/odd-issuer.ts';
import { createMemory } from '../support/memory-ports.ts';

// A long working day.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  const locks = { request: (_: string, ...given: unknown[]) => (given.at(-1) as () => unknown)() };
  vi.stubGlobal('navigator', { ...navigator, locks });
});

test('After 10,000 logins there is one token, the last traces, and nothing else', async () => {
  const memory = createMemory();
  let answers = 0;
  const { ports } = memory.background();
  // The network is not what is tried here.
  const answer = async () => {
    answers += 1;
    const { json } = tokens({ access_token: `token-${answers}` }) as { json: unknown };
    return Response.json(json);
  };
  const given = { ...ports, fetch: answer as never, ownRequests: { fetchSaying: () => answer as never } };
  const job = aProfile({ grant_type: 'client_credentials', client_secret: 's' });
  memory.disk.profiles.set('acme', { ...job, token_endpoint_auth_method: 'client_secret_basic' });
  for (let round = 0; round < 10_000; round++) await startLogin('acme', given);
  expect([...memory.disk.tokens.values()]).toMatchObject([{ access_token: 'token-10000' }]);
  const sizes = Object.fromEntries(Object.entries(memory.disk).map(([name, { size }]) => [name, size]));
  expect(sizes).toEqual({
    ...{ profiles: 1, tokens: 1, logins: 0, bindings: 0 },
    ...{ drafts: 0, traces: 20, keys: 0, dpopKeys: 0 },
  });
  expect(runningKeys()).toEqual([]);
});

test('After 100,000 rows of activity the session holds the last ones, and a sum', async () => {
  const row = (index: number): ReportedRow => ({
    ...{ id: `row-${index}`, tabId: 1, page: 'https://app.acme.example', bindingId: 'b', tokenId: 't', mode: 'page' },
    ...{ method: 'GET', url: `https://api.acme.example/pets/${index}`, status: 200, at: noon + index, did: 'added' },
  });
  for (let index = 0; index < 100_000; index += 500)
    await activityStore.add(
      1,
      Array.from({ length: 500 }, (_, each) => row(index + each)),
    );
  const rows = await activityLog.list();
  expect(rows.length).toBeLessThanOrEqual(mostRows + 100);
  expect(rows.length).toBeGreaterThanOrEqual(mostRows - 100);
  expect(rows.at(-1)?.url).toContain('/99999');
  const kept = await fakeBrowser.storage.session.get();
  expect(Object.keys(kept).length).toBeLessThan(mostRows / 100 + 5);
  // Of the ten million that a browser gives to a session.
  expect(JSON.stringify(kept).length).toBeLessThan(2_000_000);
});
