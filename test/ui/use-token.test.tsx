// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { plainBinding } from '../../src/core/binding.ts';
import { aBinding, aProfile, aTab, aToken } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = [aProfile({ tokens: [aToken()] })];
const alice = aToken();
const { enabled: _, ...plain } = plainBinding;

/** happy-dom opens no popovers, so the test says that it is open. */
async function use(tab = aTab()) {
  const shown = await showPopup({ profiles, tab });
  shown.popup.bindingForm.begin(alice);
  await screen.findAllByText(/In this tab|Choose pages…/);
  shown.world.log.length = 0;
  return shown;
}

test('Two clicks bind this tab: host and binding go out in the same tick', async () => {
  const { world } = await use();
  expect(screen.getByLabelText('API requests to')).toHaveProperty('value', 'https://app.acme.dev/*');
  fireEvent.click(screen.getByRole('button', { name: 'In this tab' }));
  expect(world.log.slice(0, 2)).toEqual([
    ['hosts', ['https://app.acme.dev/*', 'wss://app.acme.dev/*']],
    [
      'binding.add',
      {
        tokenId: 'token-alice',
        api: ['https://app.acme.dev/*'],
        pages: ['https://app.acme.dev/*'],
        tabId: 7,
      },
    ],
  ]);
});

test('The API may be another one than the page’s own', async () => {
  const { world } = await use();
  fireEvent.input(screen.getByLabelText('API requests to'), { target: { value: 'api.acme.dev:8443' } });
  fireEvent.click(screen.getByRole('button', { name: 'In this tab' }));
  expect(world.asked()).toEqual([['https://api.acme.dev/*', 'wss://api.acme.dev/*', 'https://app.acme.dev/*']]);
  expect(world.sent('binding.add')).toMatchObject([{ api: ['https://api.acme.dev:8443/*'] }]);
});

test('What is no pattern is said at once, and nothing is sent', async () => {
  const { world } = await use();
  const api = screen.getByLabelText('API requests to');
  fireEvent.input(api, { target: { value: 'ftp://files' } });
  fireEvent.click(screen.getByRole('button', { name: 'In this tab' }));
  expect((await screen.findByText(/is not a URL pattern/)).textContent).toContain('“ftp://files”');
  expect(api.getAttribute('aria-invalid')).toBe('true');
  expect(world.log).toEqual([]);
});

test('“Always for …” opens the form with the page’s own site in it', async () => {
  const { world } = await use();
  fireEvent.click(screen.getByRole('button', { name: 'Always for app.acme.dev…' }));
  expect(await screen.findByRole('heading', { name: 'Always use alice' })).toBeTruthy();
  expect(screen.getByLabelText('Made by pages')).toHaveProperty('value', 'https://app.acme.dev/*');
  const api = screen.getByLabelText('Requests to');
  fireEvent.input(api, { target: { value: 'https://api.acme.dev/v2/*\nhttps://*.acme.dev/*' } });
  fireEvent.click(screen.getByRole('button', { name: 'Use it' }));
  expect(world.log.slice(0, 2)).toEqual([
    [
      'hosts',
      [
        'https://api.acme.dev/*',
        'wss://api.acme.dev/*',
        'https://*.acme.dev/*',
        'wss://*.acme.dev/*',
        'https://app.acme.dev/*',
      ],
    ],
    [
      'binding.add',
      {
        ...plain,
        tokenId: 'token-alice',
        api: ['https://api.acme.dev/v2/*', 'https://*.acme.dev/*'],
        pages: ['https://app.acme.dev/*'],
      },
    ],
  ]);
  await vi.waitFor(() => expect(screen.queryByRole('heading', { name: 'Always use alice' })).toBeNull());
});

test('A field left empty says what it needs', async () => {
  const { world, popup } = await use(aTab({ url: 'about:addons' }));
  fireEvent.click(screen.getByRole('button', { name: 'Choose pages…' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Use it' }));
  expect(await screen.findAllByText('Type at least one pattern.')).toHaveLength(2);
  expect(world.log).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await vi.waitFor(() => expect(popup.screen.value).toBe('list'));
});

test('I see where tokens go, and can switch, allow and remove each', async () => {
  const bindings = [
    aBinding(),
    aBinding({ id: 'here', label: 'bob', tabId: 7, permitted: false }),
    aBinding({ id: 'there', label: 'carol', tabId: 8, enabled: false, api: ['https://a.dev/*', 'https://b.dev/*'] }),
  ];
  const { world } = await showPopup({ profiles, bindings, tab: aTab({ url: undefined }) });
  const list = screen.getByRole('group');
  expect(list.textContent).toContain('Where tokens go 3 · 1 not allowed yet');
  expect(list.textContent).toContain('alice → https://api.acme.dev/*in the page · from https://app.acme.dev/*');
  expect(list.textContent).toContain('bob → https://api.acme.dev/*in the page · this tab only');
  expect(list.textContent).toContain('carol → https://a.dev/* and 1 morein the page · another tab only');
  fireEvent.click(screen.getByRole('switch', { name: /carol/ }));
  fireEvent.click(screen.getAllByRole('menuitem', { name: 'Remove' })[0] as HTMLElement);
  fireEvent.click(screen.getByRole('button', { name: 'Allow' }));
  expect(world.sent('binding.change')).toEqual([{ id: 'there', change: { enabled: true } }]);
  expect(world.sent('binding.remove')).toEqual([{ id: 'binding' }]);
  expect(world.asked()).toEqual([['https://api.acme.dev/*', 'https://app.acme.dev/*']]);
});

test('A token that its API wants in the URL can be used, and I am told who may see it there', async () => {
  const tokens = [aToken({ inQuery: 'key' })];
  const tab = aTab({ bindingId: 'binding' });
  const { popup } = await showPopup({ profiles: [aProfile({ tokens })], tab, bindings: [aBinding()] });
  const [token = expect.fail('no token')] = tokens;
  popup.bindingForm.begin(token);
  const note = /^The API wants this token in its URLs, as “key”: histories, logs/;
  expect(await screen.findByText(note)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'In this tab' })).toBeTruthy();
  expect(screen.getByText('?key on https://api.acme.dev/*')).toBeTruthy();
  popup.bindingForm.widen('pattern');
  expect(await screen.findByRole('button', { name: 'Use it' })).toBeTruthy();
  expect(screen.getByText(note)).toBeTruthy();
});

test('Where the API of a token is known, it is proposed', async () => {
  const { popup } = await use();
  popup.bindingForm.begin(aToken({ api: 'https://www.zohoapis.example/*' }));
  expect(await screen.findByDisplayValue('https://www.zohoapis.example/*')).toBeTruthy();
  expect(popup.bindingForm.fields.value.pages).toBe('https://app.acme.dev/*');
});
