import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { testClients } from '../support/authorization-server.ts';
import { click, shownText, type } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let host: string;
beforeAll(async () => {
  dock = await openTokendock();
  host = new URL(dock.server.issuer).host;
  popup = await dock.openPopup();
});
afterAll(() => dock?.close());

const wrongSecret: Partial<ProfileDraft> = { client_id: 'tester-basic', client_secret: 'not-the-secret' };
const nobodyThere = {
  issuer: '',
  endpoints: { token_endpoint: 'http://localhost:1/token' } as ProfileDraft['endpoints'],
};

test.each<[string, Partial<ProfileDraft>, () => string]>([
  [
    'wrong secret',
    wrongSecret,
    () => `invalid_client: client authentication failed ${host} does not accept this client.`,
  ],
  ['a server that does not run', nobodyThere, () => `localhost:1 can’t be reached. Check that the server runs`],
])('With %s I get no token, and read why', async (_what, wrong, sentence) => {
  await dock.send('profile.save', machineDraftFor(dock.server, wrong));
  await click(popup, 'Get token');
  await sees(popup, sentence());
  expect(await shownText(popup)).not.toContain('secret-');
});

test('I correct the secret right there, and get the token', async () => {
  await dock.send('profile.save', machineDraftFor(dock.server, wrongSecret));
  await click(popup, 'Get token');
  await sees(popup, 'does not accept this client');
  await click(popup, 'Edit');
  await type(popup, '#field-client_secret', testClients.basic.client_secret);
  await click(popup, 'Save');
  await click(popup, 'Get token');
  await popup.waitForSelector('button[aria-label="Use the token of tester-basic"]');
});
