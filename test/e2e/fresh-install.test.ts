import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProfile, getTokenAs, useInThisTab } from '../support/by-hand.ts';
import { agreeToHosts } from './support/agree-to-hosts.ts';
import { press } from './support/demo-page.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';
import { closeTruePopup, pressToolbarButton } from './support/toolbar-button.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock({ hosts: 'asked' });
});
afterAll(() => dock?.close());

test('Freshly installed, with nothing granted before: the whole job, asking for each host when it is needed', async () => {
  const { server, running } = dock;
  await agreeToHosts(dock);
  const page = await dock.openPage(dock.api.origin);
  await pressToolbarButton(dock, page);
  await closeTruePopup(dock);
  const popup = await dock.openPopup();
  await createProfile(popup, { name: 'Petstore', issuer: server.issuer, client_id: 'tester', scope: 'openid profile' });
  await getTokenAs('alice', popup, running.browser, server.issuer);
  await popup.bringToFront();
  await useInThisTab('alice', popup);
  await page.bringToFront();
  await page.reload();
  for (const kind of ['fetch', 'image', 'websocket']) expect(await press(page, kind)).toMatchObject({ user: 'alice' });
});
