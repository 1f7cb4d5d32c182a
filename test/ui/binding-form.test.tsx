// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { aBinding, aProfile, aTab, aToken } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = [aProfile({ tokens: [aToken()] })];
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const pick = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

async function edit(changes: Parameters<typeof aBinding>[0] = {}) {
  const shown = await showPopup({ profiles, bindings: [aBinding({ order: 4, ...changes })], tab: aTab() });
  fireEvent.click(screen.getAllByRole('menuitem', { name: 'Edit' }).at(-1) as HTMLElement);
  await screen.findByRole('heading', { name: 'Where alice’s token goes' });
  await vi.dynamicImportSettled();
  return shown;
}

describe('The form of a binding', () => {
  test('says all that there is to say, and saves it in the old place', async () => {
    const { world } = await edit();
    type('Requests to', 'https://api.acme.dev/v2/*\nregex:^https://api\\.acme\\.dev/v\\d{1,2}/');
    pick('How', 'network');
    type('But not requests to', 'https://api.acme.dev/v2/login');
    type('Methods', 'get, post');
    type('But not by pages', 'https://app.acme.dev/admin/*');
    fireEvent.click(button('Put something else, too'));
    type('Name 2', 'X-Tenant');
    pick('Value 2', 'field');
    type('Field 2', 'tenant.id');
    pick('When the page sends one already', 'leave');
    fireEvent.click(button('Save'));
    expect(world.sent('binding.add')).toEqual([
      {
        id: 'binding',
        tokenId: 'token-alice',
        order: 4,
        enabled: true,
        mode: 'network',
        api: ['https://api.acme.dev/v2/*', 'regex:^https://api\\.acme\\.dev/v\\d{1,2}/'],
        notApi: ['https://api.acme.dev/v2/login'],
        methods: ['GET', 'POST'],
        pages: ['https://app.acme.dev/*'],
        notPages: ['https://app.acme.dev/admin/*'],
        put: [
          { in: 'header', name: 'Authorization', prefix: 'Bearer', of: 'access_token' },
          { in: 'header', name: 'X-Tenant', prefix: '', of: { field: 'tenant.id' } },
        ],
        ifPresent: 'leave',
        handOn: false,
      },
    ]);
  });

  test('binds this window, or this tab and those that it opens', async () => {
    const { world, popup } = await edit();
    pick('In which tabs', 'window');
    fireEvent.click(button('Save'));
    popup.bindingForm.edit(aBinding());
    await screen.findByRole('heading', { name: 'Where alice’s token goes' });
    pick('In which tabs', 'tab');
    fireEvent.click(await screen.findByRole('switch', { name: 'Tabs that this page opens speak as the same user' }));
    fireEvent.click(button('Save'));
    expect(world.sent('binding.add')).toMatchObject([
      { windowId: 3, handOn: false },
      { tabId: 7, handOn: true },
    ]);
  });

  test('opens for this tab, too, with a new binding', async () => {
    const { world, popup } = await showPopup({ profiles, tab: aTab() });
    popup.bindingForm.begin(aToken());
    fireEvent.click(await screen.findByRole('button', { name: 'More…' }));
    await screen.findByRole('heading', { name: 'Use alice' });
    await vi.dynamicImportSettled();
    pick('How', 'network');
    fireEvent.click(button('Use it'));
    expect(world.sent('binding.add')).toMatchObject([{ tabId: 7, mode: 'network' }]);
  });

  test('leaves a binding of another tab where it is', async () => {
    const { world } = await edit({ tabId: 99 });
    fireEvent.click(button('Save'));
    expect(world.sent('binding.add')).toMatchObject([{ tabId: 99 }]);
  });

  test.each([
    ['Methods', 'GET/POST', /“GET\/POST” is no method/],
    ['But not requests to', 'ftp://x', /is not a URL pattern/],
    ['Requests to', 'regex:^https://api.acme.dev/', /does not say which hosts it means/],
    ['Requests to', 'regex:^https://api\\.acme\\.dev/(a+)+', /could take very long/],
    ['Name 1', 'My Header', /is no name of a header/],
    ['Name 1', '', /Type the name/],
  ])('says what is wrong with %s “%s”, and sends nothing', async (label, value, words) => {
    const { world } = await edit();
    type(label, value);
    fireEvent.click(button('Save'));
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByLabelText(label).getAttribute('aria-invalid')).toBe('true');
    expect(world.sent('binding.add')).toEqual([]);
  });

  test('wants something to put, and a value for it', async () => {
    await edit();
    pick('Value 1', 'text');
    fireEvent.click(button('Save'));
    expect(await screen.findByText('Type what “Authorization” shall be.')).toBeTruthy();
    fireEvent.click(button('Remove: what is put 1'));
    fireEvent.click(button('Save'));
    expect(await screen.findByText('Say at least one thing that is put.')).toBeTruthy();
  });

  test('says what the network can’t do', async () => {
    await edit();
    pick('When the page sends one already', 'leave');
    expect(await screen.findByText(/Any other header of ours always takes the place/)).toBeTruthy();
    pick('How', 'network');
    expect(await screen.findByText(/in the network ours always takes its place/)).toBeTruthy();
  });
});

describe('A row of the list', () => {
  test('turns a binding to the network, and moves it', async () => {
    const bindings = [
      aBinding({ id: 'a', order: 8 }),
      aBinding({ id: 'tab', tabId: 1, order: 5 }),
      aBinding({ id: 'b', mode: 'network', order: 3 }),
    ];
    const { world } = await showPopup({ profiles, bindings });
    expect(screen.getAllByRole('menuitem', { name: 'Move up' })).toHaveLength(1);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Move up' }));
    fireEvent.click(screen.getAllByRole('menuitem', { name: 'Add in the network' })[0] as HTMLElement);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Add in the page' }));
    expect(world.sent('binding.change')).toEqual([
      { id: 'b', change: { order: 8 } },
      { id: 'a', change: { order: 3 } },
      { id: 'a', change: { mode: 'network' } },
      { id: 'b', change: { mode: 'page' } },
    ]);
  });

  test('says what can’t work', async () => {
    const notRuled = ['regex:^https://api\\.acme\\.dev/(?=x)'];
    const bindings = [
      aBinding({ id: 'a', notRuled, lacks: ['X-Tenant'], replacing: ['X-Api-Key'] }),
      aBinding({ id: 'b', notRuled, mode: 'network' }),
    ];
    await showPopup({ profiles, bindings, tab: aTab({ url: undefined }) });
    expect(screen.getByText(/rules can’t hold regex.*: only calls of the page’s scripts go by it/)).toBeTruthy();
    expect(screen.getByText(/so nothing goes by it in the network/)).toBeTruthy();
    expect(screen.getByText('The token has nothing to put into X-Tenant.')).toBeTruthy();
    expect(screen.getByText(/^Ours takes the place of the page’s X-Api-Key even so/)).toBeTruthy();
  });
});

describe('Which binding holds', () => {
  const here = { pages: ['https://app.acme.dev/*'] };
  const bindings = [
    aBinding({ ...here, id: 'tab', label: 'alice', tabId: 7, notApi: ['https://api.acme.dev/login'] }),
    aBinding({
      ...here,
      id: 'reader',
      tokenId: 'token-bob',
      label: 'bob',
      methods: ['GET'],
      api: ['https://api.acme.dev/*', 'https://b.dev/*'],
    }),
    aBinding({ ...here, id: 'long', label: 'carol', api: ['https://b.dev/v2/*'] }),
    aBinding({ ...here, id: 'off', label: 'dave', api: ['https://c.dev/*'], enabled: false }),
  ];

  async function ask(url: string, method = 'GET') {
    await showPopup({ profiles, bindings, tab: aTab({ bindingId: 'tab' }) });
    type('Which holds for', url);
    pick('Method', method);
  }

  test.each([
    ['api.acme.dev/pets', 'GET', 'alice’s token goes along, by https://api.acme.dev/*. For this tab beats bob’s'],
    ['https://api.acme.dev/login', 'GET', 'alice’s binding leaves out https://api.acme.dev/login.'],
    ['https://b.dev/v2/x', 'GET', 'carol’s token goes along, by https://b.dev/v2/*. Its pattern says more than bob’s.'],
    ['https://b.dev/v1', 'GET', 'No other binding names this request.'],
    ['https://b.dev/v1', 'POST', 'bob’s binding names this URL, but not this method.'],
    ['https://c.dev/', 'GET', 'dave’s binding names this URL, but is switched off.'],
    ['https://d.dev/', 'GET', 'Goes as the page writes it. No binding names this URL.'],
    ['nonsense', 'GET', 'Type a whole URL.'],
  ])('for %s by %s is said with its reason', async (url, method, words) => {
    await ask(url, method);
    expect(await screen.findByText((text) => text.includes(words))).toBeTruthy();
  });

  test('for this page is said at the top', async () => {
    await showPopup({ profiles, bindings, tab: aTab({ bindingId: 'tab' }) });
    expect(screen.getByText('This tab’s binding, before bob’s.')).toBeTruthy();
  });
});
