import { beforeEach, describe, expect, test } from 'vitest';
import type { ActivityRow } from '../../src/core/activity.ts';
import type { Binding } from '../../src/core/binding.ts';
import type { Ports } from '../../src/core/ports.ts';
import { activityHar } from '../../src/features/activity-har.ts';
import { activityUsers } from '../../src/features/activity-users.ts';
import { copyRequest } from '../../src/features/copy-request.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
let freshened: string[];
const freshen = async (id: string) => void freshened.push(id);
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.bindings.set(
    'binding',
    aBinding({ put: [{ in: 'header', name: 'X-Token', prefix: '', of: 'access_token' }] }),
  );
  freshened = [];
});

const row = (changes: Partial<ActivityRow> = {}): ActivityRow => ({
  ...{ id: 'one', tabId: 1, page: 'https://app.acme.example', tokenId: 'alice', mode: 'page', bindingId: 'binding' },
  ...{
    method: 'DELETE',
    url: 'https://api.acme.example/pets',
    by: 'fetch',
    status: 204,
    at: noon,
    took: 9,
    did: 'added',
  },
  seenBy: 'both',
  ...changes,
});

describe('A request as curl', () => {
  test('has its token masked', async () => {
    expect(await copyRequest(row(), false, ports, freshen)).toBe(
      "curl -X DELETE 'https://api.acme.example/pets' \\\n  -H 'X-Token: ••••'",
    );
    expect(freshened).toEqual([]);
  });

  test('has the token of now when that is asked for', async () => {
    expect(await copyRequest(row(), true, ports, freshen)).toContain('X-Token: access-of-alice');
    expect(freshened).toEqual(['alice']);
  });

  test('has none that was not sent', async () => {
    expect(await copyRequest(row({ did: 'let_go' }), false, ports, freshen)).not.toContain('X-Token');
  });

  test('goes the usual way when its binding is gone', async () => {
    memory.disk.bindings.clear();
    expect(await copyRequest(row(), false, ports, freshen)).toContain('Authorization: Bearer ••••');
  });

  test('has texts as they are, fields and tokens masked, and what belongs into the query there', async () => {
    memory.disk.tokens.set('alice', aToken({ rest: { tenant_key: 'very-secret' } }));
    const put: Binding['put'] = [
      { in: 'query', name: 'access_token', prefix: '', of: 'access_token' },
      { in: 'header', name: 'X-Key', prefix: 'Key', of: { field: 'tenant_key' } },
      { in: 'header', name: 'X-Tenant', prefix: '', of: { text: 'acme' } },
    ];
    memory.disk.bindings.set('binding', aBinding({ put }));
    expect(await copyRequest(row({ method: 'GET' }), false, ports, freshen)).toBe(
      "curl 'https://api.acme.example/pets?access_token=••••' \\\n  -H 'X-Key: Key ••••' \\\n  -H 'X-Tenant: acme'",
    );
    const full = await copyRequest(row({ method: 'GET' }), true, ports, freshen);
    expect(full).toContain('?access_token=access-of-alice');
    expect(full).toContain('X-Key: Key very-secret');
  });

  test('goes the usual way, masked, when its token is gone', async () => {
    memory.disk.tokens.clear();
    memory.disk.bindings.clear();
    expect(await copyRequest(row(), false, ports, freshen)).toContain('Authorization: Bearer ••••');
  });

  test('of a socket is its handshake', async () => {
    expect(await copyRequest(row({ url: 'wss://api.acme.example/' }), false, ports, freshen)).toContain("'https://api");
  });

  test('can’t have a token that is gone', async () => {
    memory.disk.tokens.clear();
    await expect(copyRequest(row(), true, ports, freshen)).rejects.toMatchObject({ code: 'token_gone' });
  });
});

test('A HAR has a page for each page, and says what was done, without the token', async () => {
  const redirects = [{ status: 302, url: 'https://other.example/', carried: false }];
  const rows = [
    row(),
    row({ id: 'two', did: 'let_go', why: 'no_token', redirects, status: undefined }),
    row({ tabId: 2 }),
  ];
  const text = await activityHar(rows, '1.2.3', ports);
  const { log } = JSON.parse(text);
  expect(log.pages).toMatchObject([{ title: 'https://app.acme.example' }, { title: 'https://app.acme.example' }]);
  expect(log.entries).toMatchObject([
    {
      time: 9,
      request: { headers: [{ name: 'X-Token', value: '••••' }] },
      response: { status: 204 },
      comment: 'fetch as alice\nadded, page mode, seen by both',
    },
    {
      request: { headers: [] },
      response: { status: 0 },
      comment:
        'fetch as alice\nlet_go, no_token, page mode, seen by both\n302 to https://other.example/, token stayed behind',
    },
    {},
  ]);
  expect(text).not.toContain('access-of-alice');
});

test('Users are known by their tokens, those that are there', async () => {
  expect(await activityUsers(['alice', 'gone'], ports)).toMatchObject([
    { tokenId: 'alice', label: 'alice', profileId: 'acme', profileName: 'Acme', hosts: ['https://id.acme.example/*'] },
  ]);
});
