import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { click } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { filesWith } from './support/profile-files.ts';
import { sees } from './support/sees.ts';
import { otherStorages, storedRecords } from './support/stored-records.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let server: OddServer;
let asked: PromiseWithResolvers<void>;
let answer: PromiseWithResolvers<void>;
const user = { sub: 'user-whom-nobody-shall-find', name: 'Nobody shall find me' };
beforeAll(async () => {
  dock = await openTokendock();
  server = await startOddServer(async ({ path }) => {
    if (path === '/me') {
      asked.resolve();
      await answer.promise;
    }
    return path === '/me' ? { json: user } : { status: 404 };
  });
});
afterAll(async () => {
  await dock?.close();
  await server?.close();
});
beforeEach(() => {
  [asked, answer] = [Promise.withResolvers(), Promise.withResolvers()];
});

const draft = (sessionOnly: boolean): ProfileDraft => ({
  ...emptyDraft('held'),
  name: 'A server that takes its time',
  client_id: 'tester',
  endpoints: {
    authorization_endpoint: `${server.origin}/authorize`,
    token_endpoint: `${server.origin}/token`,
    userinfo_endpoint: `${server.origin}/me`,
  },
  sessionOnly,
});
const pasted = { profileId: 'held', refresh_token: '', id_token: '', expires_in: '', client_secret: 'came-along' };

test.each([
  ['that is stored', false],
  ['for this session only', true],
])(
  'I forget everything while a window asks a server for a profile %s: the answer leaves nothing behind',
  async (_kind, sessionOnly) => {
    const access_token = `pasted-and-forgotten-${sessionOnly}`;
    await dock.send('profile.save', draft(sessionOnly));
    const pasting = dock.send('token.paste', { ...pasted, access_token }).then(
      () => 'kept',
      () => 'refused',
    );
    await asked.promise;
    const bench = await dock.openWorkbench({ view: 'setup', tool: 'vault' });
    await click(bench, 'Forget everything…');
    await click(bench, 'Delete everything');
    await sees(bench, 'Everything is forgotten.');
    answer.resolve();
    expect(await pasting).toBe('refused');
    const { records } = await storedRecords(dock);
    expect({ ...records, keys: [] }).toEqual(Object.fromEntries(Object.keys(records).map((name) => [name, []])));
    const { session, local, page } = await otherStorages(dock);
    expect([
      session.filter((name) => /^(records|vault)/.test(name)),
      local.filter((name) => name !== 'armed'),
      page,
    ]).toEqual([[], [], []]);
    expect(await filesWith(dock, access_token, 'came-along', user.sub, user.name)).toEqual([]);
    await bench.close();
  },
);
