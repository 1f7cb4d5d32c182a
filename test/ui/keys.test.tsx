// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aProfile, aToken } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = [aProfile({ tokens: [aToken()] }), aProfile({ id: 'billing', name: 'Billing job' })];

/** Presses where the focus is. Returns whether the browser may go on with the key. */
function press(key: string): boolean {
  return fireEvent.keyDown(document.activeElement ?? document.body, { key });
}

function focused(): string | null {
  return document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? null;
}

test('“/” goes to the search, “n” makes a profile, Esc comes back', async () => {
  const { popup } = await showPopup({ profiles });
  expect(press('/')).toBe(false);
  expect(focused()).toBe('Find a profile or a user');
  (document.activeElement as HTMLElement).blur();
  press('n');
  expect(await screen.findByRole('heading', { name: 'New profile' })).toBeTruthy();
  press('Escape');
  await vi.waitFor(() => expect(popup.screen.value).toBe('list'));
});

test('Letters that I type stay letters', async () => {
  const { popup } = await showPopup({ profiles });
  screen.getByRole('searchbox').focus();
  expect(press('n') && press('?') && press('/')).toBe(true);
  expect(popup.screen.value).toBe('list');
  expect(popup.keysShown.value).toBe(false);
});

test('“?” lists the keys', async () => {
  await showPopup({ profiles });
  press('?');
  expect(await screen.findByRole('heading', { name: 'Keys' })).toBeTruthy();
  expect(screen.getByRole('dialog', { name: 'Keys' }).textContent).toContain('From row to row');
});

test('Esc empties the search first; then the browser closes the popup', async () => {
  const { popup } = await showPopup({ profiles });
  popup.search.query.value = 'acme';
  expect(press('Escape')).toBe(false);
  expect(popup.search.query.value).toBe('');
  expect(press('Escape')).toBe(true);
});

test('Arrows go from row to row and within a row', async () => {
  await showPopup({ profiles });
  const walk = (...keys: string[]) =>
    keys.map((key) => {
      press(key);
      return focused();
    });
  expect(walk('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toEqual([
    'Get token',
    'Use the token of alice',
    'Copy the token of alice',
    'More for alice',
    'More for alice',
  ]);
  expect(walk('ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp')).toEqual([
    'More for Billing job',
    'Get token',
    'Use the token of alice',
    'Get token',
    'Find a profile or a user',
  ]);
});

test('In a menu, arrows go from choice to choice', async () => {
  await showPopup({ profiles });
  screen.getAllByRole('menuitem', { name: 'Edit' })[0]?.focus();
  press('ArrowDown');
  expect(focused()).toBe('Open in workbench');
  press('End');
  expect(focused()).toBe('Delete');
  press('Home');
  expect(focused()).toBe('Edit');
});
