import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Activity } from '../../src/core/activity.ts';
import { click } from '../support/by-hand.ts';
import { rowOf, rowsWhen, untilWatched } from './support/activity.ts';
import { press } from './support/demo-page.ts';
import { sees } from './support/sees.ts';
import { sayAs } from './support/taken-over.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let page: Page;
let bench: Page;
let own: string;
let foreign: string;
beforeAll(async () => {
  dock = await openTokendock();
  const { id: alice } = await getToken(dock, 'alice', signInAgain(dock.server));
  const { id: bob } = await getToken(dock, 'bob', signInAgain(dock.server));
  const api = [`${dock.api.origin}/api/*`];
  own = await dock.send('binding.add', { tokenId: alice, api, pages: [`${dock.api.origin}/*`] });
  foreign = await dock.send('binding.add', { tokenId: bob, api, pages: [`http://127.0.0.1:${dock.api.port}/*`] });
  page = await dock.openPage(dock.api.origin);
  bench = await dock.openWorkbench({ tool: 'activity', view: 'setup' });
  await page.bringToFront();
  await untilWatched(dock, () => press(page, 'fetch'));
});
afterAll(() => dock?.close());
beforeEach(async () => {
  await dock.send('activity.clear', {});
  await bench.bringToFront();
  await sees(bench, 'No request yet.');
});

const lie = (row: Partial<Activity>) =>
  sayAs(page, dock, 'page.report', [
    {
      ...{ bindingId: own, method: 'GET', url: `${dock.api.origin}/api/pets`, status: 200, at: Date.now() },
      ...{ did: 'added', by: 'fetch' },
      ...row,
    },
  ]);
const modes = async () =>
  Object.fromEntries((await dock.status()).bindings.map(({ id, mode, enabled }) => [id, enabled && mode]));

test('A page that took its content script over says nothing about a binding that is not its own', async () => {
  await lie({ bindingId: foreign, offer: { do: 'use_network_mode' } });
  await lie({ url: `${dock.api.origin}/api/true` });
  await rowOf(dock, '/api/true');
  const rows = await dock.send('activity.list', undefined);
  expect(rows.map(({ bindingId }) => bindingId)).toEqual([own]);
  expect(await modes()).toEqual({ [own]: 'page', [foreign]: 'page' });
});

test('What it offers about its own changes nothing until I click it, and then that binding alone', async () => {
  await lie({ offer: { do: 'log_in_again', scope: 'everything', redirect_uri: 'https://evil.example/' } as never });
  await lie({ url: `${dock.api.origin}/api/whoami`, offer: { do: 'use_network_mode' } });
  await bench.bringToFront();
  // The tester judges: the row says what would be asked for.
  await sees(bench, 'for the scope everything');
  expect((await rowOf(dock, '/api/pets')).offer).toEqual({ do: 'log_in_again', scope: 'everything' });
  const status = await dock.status();
  expect(status.profiles.map(({ login }) => login)).toEqual([undefined]);
  expect(await modes()).toEqual({ [own]: 'page', [foreign]: 'page' });
  await click(bench, 'Use network mode');
  await sees(bench, 'Network mode is on.');
  expect(await modes()).toEqual({ [own]: 'network', [foreign]: 'page' });
  await dock.send('binding.change', { id: own, change: { mode: 'page' } });
});

test('What it makes up about a request that I see leave is put right by the browser', async () => {
  await page.bringToFront();
  await press(page, 'worker');
  const { at, took = 0 } = await rowOf(dock, '/api/pets', ({ status }) => status === 200);
  await lie({ at: at + took, did: 'let_go', why: 'no_token', offer: { do: 'log_in_again', scope: 'everything' } });
  await bench.bringToFront();
  const rows = await rowsWhen(bench, ([row]) => row?.status === '200' && row.about.endsWith('seen as it left'));
  expect(rows).toMatchObject([{ user: 'alice', did: 'Token sent' }]);
});

test('A request that it makes up is “as the page says”', async () => {
  await lie({ url: `${dock.api.origin}/api/nothing` });
  await bench.bringToFront();
  await rowsWhen(bench, ([row]) => row?.about === 'fetch · page mode · as the page says');
});
