import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { agreeToHosts } from './support/agree-to-hosts.ts';
import { denyHosts } from './support/deny-hosts.ts';
import { sees, seesNoMore } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let odd: OddServer;
let popup: Page;
beforeAll(async () => {
  dock = await openTokendock({ hosts: 'asked' });
  odd = await startOddServer(() => ({ status: 404 }));
  await dock.send('profile.save', machineDraftFor(dock.server, { issuer: odd.origin }));
  popup = await dock.openPopup();
});
afterAll(() => Promise.all([dock?.close(), odd?.close()]));

const missing = () => `Tokendock may not talk to ${odd.host} yet. Nothing was sent. Allow Cancel`;

test('While the browser asks, I read what is missing', async () => {
  await click(popup, 'Get token');
  await sees(popup, missing());
});

test('I say no: it stays so, also in a popup that is opened anew, and nothing was sent', async () => {
  await denyHosts(dock);
  await sees(popup, missing());
  await popup.close();
  popup = await dock.openPopup();
  await sees(popup, missing());
  expect(odd.requests).toEqual([]);
});

test('“Cancel” takes it back', async () => {
  await click(popup, 'Cancel');
  await seesNoMore(popup, missing());
});

test('“Allow” asks again, and goes on once I agree', async () => {
  await click(popup, 'Get token');
  await denyHosts(dock);
  await sees(popup, missing());
  await agreeToHosts(dock);
  await click(popup, 'Allow');
  await sees(popup, `${odd.origin} publishes no OpenID Connect`);
});
