import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, clickOn, shownText } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { sees } from './support/sees.ts';
import { linkedWorkbench, machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let server: OddServer;
beforeAll(async () => {
  server = await startOddServer(({ headers }, { origin }) => ({
    status: 400,
    json: {
      error: 'unauthorized_client',
      error_description: `${headers.authorization} may not use this grant`,
      error_uri: `${origin}/help`,
    },
  }));
  dock = await openTokendock();
  const endpoints = { token_endpoint: `${server.origin}/token` };
  await dock.send('profile.save', machineDraftFor(dock.server, { issuer: '', endpoints }));
  popup = await dock.openPopup();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

const secret = btoa('machine:machine-secret');

test('I read the server’s error, its description and its link first, then what to try', async () => {
  await click(popup, 'Get token');
  await sees(popup, 'unauthorized_client: ');
  const text = await shownText(popup);
  const places = ['unauthorized_client', 'may not use this grant', `${server.origin}/help`, 'in the profile'].map(
    (words) => text.indexOf(words),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(text).not.toContain(secret);
});

test('“See why” leads to the request and the answer, without the secret', async () => {
  await click(popup, 'See why');
  const bench = await linkedWorkbench(dock);
  await sees(bench, 'failed');
  await clickOn(bench, 'summary::-p-text(token request)');
  await sees(bench, 'HTTP/1.1 400');
  await sees(bench, '"error": "unauthorized_client"');
  const html = await bench.content();
  for (const text of [secret, 'machine-secret']) expect(html).not.toContain(text);
});
