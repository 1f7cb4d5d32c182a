import { beforeEach, expect, test } from 'vitest';
import type { SeenRow } from '../../src/core/activity.ts';
import { type Put, usualPut } from '../../src/core/binding.ts';
import type { RequestEvent, SentRequest } from '../../src/core/request-tracker.ts';
import { watchActivity } from '../../src/features/watch-activity.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let seen: Map<string, SeenRow>;
let hosts: readonly string[];
let hear: (event: RequestEvent) => void;
let change: () => Promise<void>;
let stop: () => void;

beforeEach(async () => {
  memory = createMemory();
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.bindings.set('binding', aBinding());
  seen = new Map();
  hosts = [];
  let begun: Promise<unknown> = Promise.resolve();
  watchActivity(new Promise(() => undefined), {
    ...memory.background().ports,
    now: () => noon,
    later: (work) => queueMicrotask(work),
    activityLog: {
      addSeen: async (rows) => {
        for (const row of rows) seen.set(row.id, row);
      },
    },
    requestWatch: {
      hear(wanted, listener) {
        hosts = wanted;
        hear = listener;
        return () => {
          hosts = [];
        };
      },
      onArmed(listener) {
        change = async () => listener();
        return () => undefined;
      },
      inOnePage(begin) {
        begun = begin().then((end) => {
          stop = end;
        });
      },
    },
  });
  await begun;
});

async function sent(changes: Partial<SentRequest> = {}): Promise<SeenRow | undefined> {
  hear({
    ...{ kind: 'sent', id: '1', at: noon, tabId: 1, method: 'GET', url: 'https://api.acme.example/pets', by: 'image' },
    ...{ page: 'https://app.acme.example', headers: [] },
    ...changes,
  });
  await Promise.resolve();
  return seen.get('seen-1');
}
const carrying = (authorization: string): SentRequest['headers'] => [['authorization', authorization]];

test('Only requests to bound APIs are heard of', () => {
  expect(hosts).toEqual(['https://api.acme.example/*', 'wss://api.acme.example/*']);
});

test('A request that carries the token says so, and keeps none of it', async () => {
  const row = await sent({ headers: carrying('Bearer access-of-alice') });
  expect(row).toMatchObject({ bindingId: 'binding', tokenId: 'alice', mode: 'page', did: 'added' });
  expect(JSON.stringify(row)).not.toContain('access-of-alice');
  expect(memory.browser.changes).toBe(1);
});

const inQuery: Put = { in: 'query', name: 'access_token', prefix: '', of: 'access_token' };
const inField: Put = { in: 'header', name: 'X-Key', prefix: '', of: { field: 'key' } };
const text: Put = { in: 'header', name: 'X-Tenant', prefix: '', of: { text: 'acme' } };

test.each<[string, Partial<SentRequest>, Put[]]>([
  ['as a proof’s token', { headers: carrying('DPoP access-of-alice') }, [usualPut]],
  ['beside another value', { headers: carrying('Basic YQ==, Bearer access-of-alice') }, [usualPut, text]],
  ['in the query', { url: 'https://api.acme.example/pets?access_token=access-of-alice' }, [inQuery]],
  ['by a field of its response', { headers: [['x-key', 'key-of-alice']] }, [inField, text]],
  ['by all texts, where there is no token', { headers: [['x-tenant', 'acme']] }, [text]],
])('A token is recognised %s', async (_, changes, put) => {
  memory.disk.tokens.set('alice', aToken({ rest: { key: 'key-of-alice' } }));
  memory.disk.bindings.set('binding', aBinding({ put }));
  await change();
  await new Promise((resolve) => setTimeout(resolve));
  const row = await sent(changes);
  expect(row).toMatchObject({ tokenId: 'alice', did: 'added' });
  expect(JSON.stringify(row)).not.toContain('access-of-alice');
});

test('A request with the page’s own header was left alone', async () => {
  expect(await sent({ headers: carrying('Bearer of-the-page') })).toMatchObject({
    did: 'left_alone',
    why: 'own_header',
  });
});

test('A request that should have carried the token, but does not, went without', async () => {
  expect(await sent()).toMatchObject({ did: 'let_go' });
});

test('A token that is over explains it', async () => {
  memory.disk.tokens.set('alice', aToken({ expiresAt: noon - 1 }));
  await change();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await sent()).toMatchObject({ did: 'let_go', why: 'no_token' });
});

test.each<[string, Partial<SentRequest>]>([
  ['another API', { url: 'https://other.example/pets' }],
  ['a page that is not bound', { page: 'https://other.example' }],
  ['nobody', { page: undefined }],
])('A request without the token to or of %s is nobody’s business', async (_, changes) => {
  expect(await sent(changes)).toBeUndefined();
});

test('A token that goes from a page that is not bound is shown all the same', async () => {
  const headers = carrying('Bearer access-of-alice');
  expect(await sent({ page: 'https://other.example', headers })).toMatchObject({ did: 'added' });
});

test('Of two users’ bindings the one whose token it is counts', async () => {
  memory.disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob' }));
  memory.disk.bindings.set('second', aBinding({ id: 'second', tokenId: 'bob', order: 1 }));
  await change();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await sent({ headers: carrying('Bearer access-of-alice') })).toMatchObject({ tokenId: 'alice' });
});

test('A call that left with the token of before a renewal is still known', async () => {
  memory.disk.tokens.set('alice', aToken({ access_token: 'renewed' }));
  await change();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await sent({ headers: carrying('Bearer access-of-alice') })).toMatchObject({ did: 'added' });
});

test('When nobody looks any more nothing is heard', () => {
  stop();
  expect(hosts).toEqual([]);
});
