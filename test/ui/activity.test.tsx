// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/preact';
import axe from 'axe-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ActivityRow } from '../../src/core/activity.ts';
import { Failure } from '../../src/core/failure.ts';
import { ActivityView } from '../../src/ui/activity/activity-view.tsx';
import { createActivity } from '../../src/ui/models/activity.ts';
import { aBinding, aProfile, aTab, aToken, fakeInputs, now } from './fake-inputs.ts';
import { showPopup, type World } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

const row = (changes: Partial<ActivityRow> = {}): ActivityRow => ({
  ...{ id: 'one', tabId: 7, page: 'https://app.acme.dev', tokenId: 'token-alice', mode: 'page', bindingId: 'binding' },
  ...{ method: 'GET', url: 'https://api.acme.dev/v2/pets', by: 'fetch', status: 200, at: now - 3000, did: 'added' },
  seenBy: 'both',
  ...changes,
});
const user = (tokenId: string, label: string) => ({
  ...{ tokenId, label, profileId: 'petstore', profileName: 'Petstore, staging', hosts: ['https://id.acme.dev/*'] },
});

function answer(world: World, rows: ActivityRow[]): void {
  world.answers['activity.list'] = () => rows;
  world.answers['activity.users'] = ({ tokenIds }) =>
    [user('token-alice', 'alice'), user('token-bob', 'bob')].filter(({ tokenId }) => tokenIds.includes(tokenId));
  world.answers['activity.curl'] = ({ withToken }) => (withToken ? 'curl secret' : 'curl ••••');
  world.answers['activity.har'] = ({ rows: all }) => JSON.stringify(all.map(({ id }) => id));
}

async function show(rows: ActivityRow[]) {
  const shown = await showWorkbench('#/activity', { profiles: [aProfile()] }, (world) => answer(world, rows));
  await vi.dynamicImportSettled();
  if (rows.length > 0) await screen.findByRole('table');
  return shown;
}

const lines = () => screen.getAllByRole('row').slice(1);
const words = () => lines().map(({ textContent }) => textContent);

test('I see of each request what it was, as whom, what was done, and what came of it, the newest first', async () => {
  await show([
    row(),
    row({
      id: 'two',
      tokenId: 'token-bob',
      by: 'image',
      did: 'let_go',
      why: 'no_token',
      status: 401,
      seenBy: 'browser',
    }),
    row({ id: 'three', method: 'POST', status: undefined, did: 'renewed', held: 41.6, seenBy: 'page' }),
  ]);
  const [third, second, first] = words();
  expect(first).toContain('GET /v2/pets api.acme.devfetch · page mode · seen as it leftAaliceToken sent200');
  expect(second).toContain('image · page mode · seen as it leftBbobWent withoutThere was no usable token.401');
  expect(third).toContain('as the page saysAaliceRenewed, then sent +42 msno answer');
});

test('A request whose answer has not begun is on its way', async () => {
  await show([row({ seenBy: 'browser', status: undefined })]);
  expect(screen.getByRole('img', { name: 'on its way' })).toBeTruthy();
});

test('I see where a request was sent on to, and whether the token went along, where that can be seen', async () => {
  const redirects = [
    { status: 302, url: 'https://api.acme.dev/', carried: true },
    { status: 302, url: 'https://api.acme.dev/two', carried: false },
    { status: 307, url: 'https://other.dev/' },
  ];
  await show([row({ redirects, status: undefined, seenBy: 'browser' })]);
  expect(screen.getByText('302 to https://api.acme.dev/: the token went along')).toBeTruthy();
  expect(screen.getByText('302 to https://api.acme.dev/two: the token stayed behind')).toBeTruthy();
  expect(screen.getByText(/^307 to https:\/\/other.dev\/, which no binding names/)).toBeTruthy();
  expect(screen.getByText('sent on')).toBeTruthy();
});

test.each(['no_answer', 'reachable'] as const)(
  'What scripts could not add the rule may have: nobody says “without” who did not see it (%s)',
  async (why) => {
    await show([row({ did: 'let_go', why, seenBy: 'page' }), row({ id: 'two', did: 'let_go', why, seenBy: 'both' })]);
    expect(words()).toEqual([
      expect.stringContaining('Went without'),
      expect.stringMatching(/Left to the browser.*the browser/),
    ]);
  },
);

test('An offer says what the login would ask for, since it is the page that says so', async () => {
  await show([
    row({ offer: { do: 'log_in_again', scope: 'pets:write', acr_values: 'gold', max_age: '5' } }),
    row({ id: 'two', offer: { do: 'use_network_mode' } }),
  ]);
  expect(
    screen.getByText('for the scope pets:write, signed in by gold, signed in within the last 5 seconds'),
  ).toBeTruthy();
});

test('Without any request I am told when one will stand here', async () => {
  await show([]);
  expect((await screen.findByText('No request yet.')).parentElement?.textContent).toContain('are always recorded');
});

test('It watches, and grows as requests are made', async () => {
  const { world } = await show([]);
  expect(world.sent('activity.watch')).toHaveLength(1);
  answer(world, [row()]);
  world.tell();
  expect(await screen.findByText('1 request')).toBeTruthy();
});

test('I find requests by words, tab and binding', async () => {
  await show([
    row(),
    row({ id: 'two', tabId: 8, page: 'https://two.acme.dev', tokenId: 'token-bob', bindingId: 'other', by: 'image' }),
    row({ id: 'three', tabId: -1, by: 'worker' }),
  ]);
  const find = screen.getByRole('searchbox', { name: /^Find: URL/ });
  fireEvent.input(find, { target: { value: 'BOB image' } });
  await vi.waitFor(() => expect(words()).toEqual([expect.stringContaining('bob')]));
  fireEvent.input(find, { target: { value: 'nowhere' } });
  expect(await screen.findByText('No request is like that.')).toBeTruthy();
  fireEvent.input(find, { target: { value: '' } });
  fireEvent.change(screen.getByRole('combobox', { name: 'Tab' }), { target: { value: '-1' } });
  await vi.waitFor(() => expect(words()).toEqual([expect.stringContaining('worker')]));
  expect(screen.getByRole('option', { name: 'Tab 2 · two.acme.dev' })).toBeTruthy();
  fireEvent.change(screen.getByRole('combobox', { name: 'Tab' }), { target: { value: '' } });
  fireEvent.change(screen.getByRole('combobox', { name: 'Binding' }), { target: { value: 'other' } });
  await vi.waitFor(() => expect(words()).toEqual([expect.stringContaining('bob')]));
});

test('Paused, it stands still, and says how much there is to come', async () => {
  const { world } = await show([row()]);
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  answer(world, [row(), row({ id: 'two' })]);
  world.tell();
  expect(await screen.findByText('Paused, 1 more')).toBeTruthy();
  expect(lines()).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(2));
});

test('I clear it, or one tab of it', async () => {
  const { world } = await show([row()]);
  fireEvent.change(screen.getByRole('combobox', { name: 'Tab' }), { target: { value: '7' } });
  await vi.waitFor(() => fireEvent.click(screen.getByRole('button', { name: 'Clear' })));
  answer(world, []);
  await screen.findByText('No request yet.');
  fireEvent.change(screen.getByRole('combobox', { name: 'Tab' }), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(world.sent('activity.clear')).toEqual([{ tabId: 7 }, {}]);
});

test('I copy one as curl, with the token only if I ask for it', async () => {
  const { world } = await show([row()]);
  const menu = within(screen.getByRole('menu', { name: 'Copy GET https://api.acme.dev/v2/pets', hidden: true }));
  const [masked, full] = menu.getAllByRole('menuitem', { hidden: true });
  fireEvent.click(masked as HTMLElement);
  await vi.waitFor(() => expect(world.copied).toEqual(['curl ••••']));
  fireEvent.click(full as HTMLElement);
  await vi.waitFor(() => expect(world.copied).toEqual(['curl ••••', 'curl secret']));
});

test('I save what I see as HAR, the oldest first', async () => {
  const { files } = await show([row(), row({ id: 'two' }), row({ id: 'three', by: 'image' })]);
  fireEvent.input(screen.getByRole('searchbox', { name: /^Find: URL/ }), { target: { value: 'fetch' } });
  await vi.waitFor(() => expect(lines()).toHaveLength(2));
  fireEvent.click(screen.getByRole('button', { name: 'Export HAR' }));
  await vi.waitFor(() => expect(files).toEqual([{ name: 'activity.har', text: '["one","two"]' }]));
});

test('Where an API refuses the preflight, one click brings network mode', async () => {
  const { world } = await show([
    row({ why: 'preflight_refused', offer: { do: 'use_network_mode' }, status: undefined }),
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Use network mode' }));
  expect(world.sent('binding.change')).toEqual([{ id: 'binding', change: { mode: 'network' } }]);
  expect(await screen.findByText('Network mode is on. Reload the page.')).toBeTruthy();
});

test('It is not said to be on before it is, nor when it could not be', async () => {
  const { world } = await show([row({ offer: { do: 'use_network_mode' } })]);
  const { promise, reject } = Promise.withResolvers<void>();
  world.answers['binding.change'] = () => promise;
  fireEvent.click(screen.getByRole('button', { name: 'Use network mode' }));
  await vi.waitFor(() => expect(world.sent('binding.change')).toHaveLength(1));
  expect(screen.queryByText('Network mode is on. Reload the page.')).toBeNull();
  reject(new Failure('storage_failed', { reason: 'the disk is full' }));
  expect(await screen.findByText(/the disk is full/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Use network mode' })).toBeTruthy();
});

test('Where an API wants more of the login, one click begins it', async () => {
  const { world } = await show([
    row({ status: 401, offer: { do: 'log_in_again', acr_values: 'gold', max_age: '60' } }),
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Log in again' }));
  expect(world.sent('login.start')).toEqual([
    { profileId: 'petstore', demand: { wanted: { acr_values: 'gold', max_age: '60' }, insteadOf: 'token-alice' } },
  ]);
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
});

test('A login begins also where nobody can be asked for hosts', async () => {
  const { inputs, world } = fakeInputs();
  const offer = { do: 'log_in_again', scope: 'pets:write' } as const;
  answer(world, [row({ offer })]);
  const requestHosts = () => {
    throw new TypeError('browser.permissions is undefined');
  };
  const { unmount } = render(<ActivityView activity={createActivity({ ...inputs, requestHosts, tabId: 7 })} />);
  onTestFinished(() => void unmount());
  fireEvent.click(await screen.findByRole('button', { name: 'Log in again' }));
  await vi.waitFor(() =>
    expect(world.sent('login.start')).toEqual([
      { profileId: 'petstore', demand: { wanted: { scope: 'pets:write' }, insteadOf: 'token-alice' } },
    ]),
  );
});

test('What can’t be read is said', async () => {
  await showWorkbench('#/activity', { profiles: [aProfile()] }, (world) => {
    world.answers['activity.list'] = () =>
      Promise.reject(new Failure('storage_failed', { reason: 'QuotaExceededError' }));
  });
  expect(await screen.findByText(/could not store this: the disk is full/)).toBeTruthy();
});

test('Of very many requests the older ones come on demand', async () => {
  await show(Array.from({ length: 250 }, (_, at) => row({ id: `${at}`, at: now - 1000 + at })));
  expect(lines()).toHaveLength(200);
  fireEvent.click(screen.getByRole('button', { name: 'Show older' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(250));
});

test('In the developer tools it is about one tab, and the workers of its pages', async () => {
  const { inputs, world } = fakeInputs();
  answer(world, [
    row(),
    row({ id: 'two', tabId: 8 }),
    row({ id: 'three', tabId: -1, by: 'worker' }),
    row({ id: 'four', tabId: -1, page: 'https://other.dev' }),
  ]);
  const { container, unmount } = render(<ActivityView activity={createActivity({ ...inputs, tabId: 7 })} />);
  onTestFinished(() => void unmount());
  await screen.findByRole('table');
  expect(words()).toEqual([expect.stringContaining('worker'), expect.stringContaining('fetch')]);
  expect(screen.queryByRole('combobox', { name: 'Tab' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(world.sent('activity.clear')).toEqual([{ tabId: 7 }]);
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  expect((await axe.run(container, { rules })).violations).toEqual([]);
});

test('The popup shows the last five requests of its tab, and leads to all', async () => {
  const rows = Array.from({ length: 7 }, (_, at) =>
    row({ id: `${at}`, url: `https://api.acme.dev/${at}`, at: now - 9 + at }),
  );
  const offer = { do: 'use_network_mode' } as const;
  const { world } = await showPopup(
    {
      profiles: [aProfile({ tokens: [aToken()] })],
      bindings: [aBinding()],
      tab: aTab({ bindingId: 'binding' }),
    },
    (each) => answer(each, [...rows, row({ id: 'x', tabId: 8 }), row({ id: 'last', did: 'let_go', offer, at: now })]),
  );
  const list = await screen.findByRole('list', { name: 'Last requests of this tab' });
  const texts = within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(texts).toHaveLength(5);
  expect(texts[0]).toContain('200GET /v2/pets · fetchWent withoutjust now');
  expect(texts[4]).toContain('/3');
  fireEvent.click(within(list).getByRole('button', { name: 'Use network mode' }));
  expect(world.sent('binding.change')).toEqual([{ id: 'binding', change: { mode: 'network' } }]);
  expect(screen.getByRole('link', { name: 'All activity' }).getAttribute('href')).toBe('/workbench.html#/activity');
});

test('While Tokendock is locked, the panel shows no row, and shows them again afterwards', async () => {
  const { inputs, world } = fakeInputs();
  answer(world, [row({ url: 'https://api.acme.dev/v2/orders' })]);
  const { container } = render(<ActivityView activity={createActivity({ ...inputs, tabId: 7 })} />);
  await screen.findByRole('table');
  await fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  world.answers['activity.list'] = () => {
    throw new Failure('vault_locked');
  };
  world.tell();
  await screen.findByText('Tokendock is locked');
  expect(container.textContent).not.toMatch(/orders|alice|Petstore/);
  const { violations } = await axe.run(container);
  expect(violations).toEqual([]);
  answer(world, [row({ url: 'https://api.acme.dev/v2/orders' })]);
  world.tell();
  expect((await screen.findByRole('table')).textContent).toContain('/v2/orders');
});
