import { expect, test, vi } from 'vitest';
import { beginSession } from '../../src/features/begin-session.ts';
import { forgetEverything } from '../../src/features/forget-everything.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

const page = { tabId: 1, windowId: 1, url: 'https://app.acme.example/' };

async function used(): Promise<Memory> {
  const memory = createMemory();
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.bindings.set('binding', aBinding({ pages: ['https://app.acme.example/*'] }));
  memory.browser.openTabs = [page];
  await beginSession(memory.background().ports);
  return memory;
}

const left = ({ disk, browser }: Memory) => [
  Object.values(disk).reduce((sum, { size }) => sum + size, 0),
  browser.rules.length,
  browser.scripts.length,
  browser.badges.get(1),
];

test('Nothing is left of what was stored, nor of what the browser did by it', async () => {
  const memory = await used();
  const begun = { startedAt: noon, stepAt: noon };
  memory.disk.logins.set('login', { id: 'login', profileId: 'acme', step: 'signing_in', tabId: 4, ...begun });
  await forgetEverything(memory.background().ports);
  expect(left(memory)).toEqual([0, 0, 0, undefined]);
  expect(memory.tabWindow.closed).toMatchObject([{ tabId: 4 }]);
});

test('Nor of a token that its server is just revoking', async () => {
  const memory = await used();
  const revocation_endpoint = 'https://id.acme.example/revoke';
  memory.disk.profiles.set('acme', aProfile({ endpoints: { ...aProfile().endpoints, revocation_endpoint } }));
  const { ports } = memory.background();
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Response>()];
  const ask = async () => {
    asked.resolve();
    return answer.promise;
  };
  const asking = { ...ports, fetch: ask, ownRequests: { ...ports.ownRequests, fetchSaying: () => ask } };
  const revoking = forgetToken('alice', false, asking).catch(() => undefined);
  await asked.promise;
  const forgetting = forgetEverything(ports);
  await vi.waitFor(() => expect(left(memory)[0]).toBe(0));
  answer.resolve(new Response());
  await Promise.all([revoking, forgetting]);
  expect(left(memory)).toEqual([0, 0, 0, undefined]);
});

test('Whoever forgot the passphrase can forget the rest', async () => {
  const memory = await used();
  memory.browser.vaultKey = 'gone';
  await forgetEverything(memory.background().ports);
  expect(left(memory)).toEqual([0, 0, 0, undefined]);
  expect(memory.browser.vaultKey).toBeUndefined();
});

test('A background that dies meanwhile has forgotten all or nothing', async () => {
  for (let diesAt = 1; ; diesAt++) {
    const memory = await used();
    const dying = memory.background({ diesAt });
    await forgetEverything(dying.ports).catch(() => undefined);
    const { profiles, tokens, bindings } = memory.disk;
    expect([3, 0]).toContain(profiles.size + tokens.size + bindings.size);
    if (dying.calls.length < diesAt - 1) break;
  }
});
