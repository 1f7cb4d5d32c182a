import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { patience } from './support/patience.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';
import { closeTruePopup, pressToolbarButton, truePopup } from './support/toolbar-button.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ hosts: 'asked' });
});
afterAll(() => dock?.close());

test('The toolbar button opens the popup over my page: as wide as it is drawn, and about that page', async () => {
  const page = await dock.openPage(dock.api.origin);
  const popup = await pressToolbarButton(dock, page);
  expect(popup.text).toContain(`This tab · ${new URL(dock.api.origin).host} No token goes into this page.`);
  // The browser fits it to what it shows.
  await vi.waitFor(async () => {
    const { width, height } = await truePopup(dock);
    expect(width).toBe(380);
    expect(height).toBeGreaterThan(300);
    expect(height).toBeLessThanOrEqual(600);
  }, patience);
  await closeTruePopup(dock);
});

test('Over one of the browser’s own pages it says that nothing can be done there', async () => {
  const page = await dock.openPage('about:blank');
  const popup = await pressToolbarButton(dock, page);
  expect(popup.text).toContain('This is one of the browser’s own pages.');
});
