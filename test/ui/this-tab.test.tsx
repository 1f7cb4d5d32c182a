// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { aBinding, aProfile, aTab, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = [aProfile({ tokens: [aToken()] })];
const last = { bindingId: 'binding', method: 'GET', url: 'https://api.acme.dev/v2/pets', status: 200, at: now - 2000 };
const activity = { count: 12, last: { ...last, did: 'added' as const } };

function thisTab(): HTMLElement {
  return screen.getByRole('region', { name: /This tab/ });
}

test('I see as whom this tab speaks, to which API, and that it works', async () => {
  await showPopup({ profiles, bindings: [aBinding()], tab: aTab({ bindingId: 'binding', activity }) });
  const words = thisTab().textContent;
  expect(words).toContain('This tab · app.acme.dev');
  expect(words).toContain('alice · Petstore, staging');
  expect(words).toContain('Bearer on https://api.acme.dev/*');
  expect(words).toContain('12 requests');
  expect(words).toContain('last 200 GET /v2/pets · 2 s ago');
});

test('What another binding of the same page did is not counted as mine', async () => {
  const other = { ...activity, last: { ...activity.last, bindingId: 'other' } };
  await showPopup({ profiles, bindings: [aBinding()], tab: aTab({ bindingId: 'binding', activity: other }) });
  expect(thisTab().textContent).not.toContain('12 requests');
});

test('I switch the token of this tab off, and can switch it on again', async () => {
  const bindings = [aBinding()];
  const { world } = await showPopup({ profiles, bindings, tab: aTab({ bindingId: 'binding' }) });
  fireEvent.click(screen.getByRole('switch', { name: /from this tab/, checked: true }));
  expect(world.sent('binding.change')).toEqual([{ id: 'binding', change: { enabled: false } }]);

  world.snapshot = { ...world.snapshot, bindings: [aBinding({ enabled: false })], tab: aTab() };
  world.tell();
  fireEvent.click(await screen.findByRole('switch', { name: /from this tab/, checked: false }));
  expect(world.sent('binding.change')).toContainEqual({ id: 'binding', change: { enabled: true } });
});

test('A tab without a binding says that no token goes into it, and how to change that', async () => {
  await showPopup({ profiles });
  expect(thisTab().textContent).toContain('No token goes into this page.');
  expect(thisTab().textContent).toContain('Choose “Use”');
});

test('A binding of another tab is not shown as mine', async () => {
  await showPopup({ profiles, bindings: [aBinding({ tabId: 8, enabled: false })] });
  expect(thisTab().textContent).toContain('No token goes into this page.');
});

test('On one of the browser’s own pages I am told so', async () => {
  await showPopup({ profiles, tab: aTab({ url: undefined }) });
  expect(thisTab().textContent).toContain('one of the browser’s own pages');
});

test('What a binding may not reach yet is asked for in my click', async () => {
  const tab = aTab({ bindingId: 'binding' });
  const { world } = await showPopup({ profiles, tab, bindings: [aBinding({ permitted: false })] });
  expect(thisTab().textContent).toContain('Tokendock may not work on api.acme.dev, app.acme.dev yet.');
  fireEvent.click(screen.getAllByRole('button', { name: 'Allow' })[0] as HTMLElement);
  expect(world.asked()).toEqual([['https://api.acme.dev/*', 'https://app.acme.dev/*']]);
});

test('A page that was there before the binding can be reloaded from here', async () => {
  const tab = aTab({ bindingId: 'binding', needsReload: true });
  const { world } = await showPopup({ profiles, tab, bindings: [aBinding()] });
  expect(thisTab().textContent).toContain('Sent from now on.');
  fireEvent.click(screen.getByRole('button', { name: 'Reload page' }));
  expect(world.log).toContainEqual(['reload', 7]);
});

test('A token that expired is said where the proof would stand', async () => {
  const dead = [aProfile({ tokens: [aToken({ expiresAt: now - 180_000 })] })];
  await showPopup({ profiles: dead, bindings: [aBinding()], tab: aTab({ bindingId: 'binding', activity }) });
  expect(thisTab().textContent).toContain('The token expired 3 min ago.');
});

test('What of the binding can’t work is said here, with what mends it', async () => {
  const notRuled = ['regex:^https://api\\.acme\\.dev/(?=x)'];
  const tab = aTab({ bindingId: 'binding' });
  const { world } = await showPopup({ profiles, tab, bindings: [aBinding({ notRuled, mode: 'network' })] });
  expect(
    await within(thisTab()).findByText('No request carries it: the browser’s rules can’t hold its pattern.'),
  ).toBeTruthy();
  fireEvent.click(within(thisTab()).getByRole('button', { name: 'Add in the page' }));
  expect(world.sent('binding.change')).toEqual([{ id: 'binding', change: { mode: 'page' } }]);

  world.snapshot = { ...world.snapshot, bindings: [aBinding({ notRuled })] };
  world.tell();
  expect(await within(thisTab()).findByText(/^Only calls of scripts carry it/)).toBeTruthy();

  world.snapshot = { ...world.snapshot, bindings: [aBinding({ lacks: ['X-Tenant'] })] };
  world.tell();
  expect(await within(thisTab()).findByText('The token has nothing to put into X-Tenant.')).toBeTruthy();
  fireEvent.click(within(thisTab()).getByRole('button', { name: 'Edit' }));
  expect(await screen.findByRole('heading', { name: 'Where alice’s token goes' })).toBeTruthy();
});
