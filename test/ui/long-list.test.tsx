// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aProfile, aToken } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

const profiles = Array.from({ length: 1000 }, (_, index) =>
  aProfile({ id: `profile-${index}`, name: `Service ${index}`, tokens: [] }),
);
const cards = () => screen.queryAllByRole('article');

/** Whatever waits to be looked at is seen now. */
function scrollToTheEnd() {
  const watched: (() => void)[] = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(told: (seen: { isIntersecting: boolean }[]) => void) {
        watched.push(() => told([{ isIntersecting: true }]));
      }
      observe() {
        return undefined;
      }
      disconnect() {
        return undefined;
      }
    },
  );
  return () => act(() => watched.at(-1)?.());
}

test('Of a thousand profiles those that fit the window are drawn, and more by a click', async () => {
  await showPopup({ profiles });
  expect(cards()).toHaveLength(12);
  fireEvent.click(screen.getByRole('button', { name: 'Show 988 more' }));
  await vi.waitFor(() => expect(cards()).toHaveLength(24));
});

test('More of them are drawn when I scroll towards the end', async () => {
  const scroll = scrollToTheEnd();
  await showPopup({ profiles });
  await scroll();
  await scroll();
  expect(cards()).toHaveLength(36);
  vi.unstubAllGlobals();
});

test('Searching finds those that are not drawn yet', async () => {
  await showPopup({ profiles });
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'service 777' } });
  await vi.waitFor(() => expect(cards()).toHaveLength(1));
  expect(screen.queryByRole('button', { name: /Show .* more/ })).toBeNull();
});

test('A new profile at the end of the list is there, and has the focus', async () => {
  const { popup } = await showPopup({ profiles });
  act(() => popup.focus.goTo('get-profile-999'));
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('get-profile-999'));
  expect(
    cards()
      .map((card) => within(card).getByRole('heading').textContent)
      .slice(-2),
  ).toEqual(['Service 11', 'Service 999']);
});

test('Of very many tokens of one profile the first are drawn', async () => {
  const tokens = Array.from({ length: 25 }, (_, index) => aToken({ id: `token-${index}`, label: `user ${index}` }));
  await showPopup({ profiles: [aProfile({ tokens })] });
  const [card] = cards() as [HTMLElement];
  expect(within(card).getAllByRole('listitem')).toHaveLength(10);
  fireEvent.click(within(card).getByRole('button', { name: 'Show 15 more' }));
  await vi.waitFor(() => expect(within(card).getAllByRole('listitem')).toHaveLength(20));
});
