import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, fill, unfold } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let api: OddServer;
beforeAll(async () => {
  dock = await openTokendock();
  api = await startOddServer(({ path }, { origin }) => {
    if (path === '/about-me')
      return { json: { resource: `${origin}/v1`, authorization_servers: [dock.server.issuer] } };
    const challenge = `Bearer resource_metadata="${origin}/about-me"`;
    return { status: 401, headers: { 'www-authenticate': challenge }, body: '' };
  });
});
afterAll(() => Promise.all([dock?.close(), api?.close()]));

test('I only know the API’s URL, and Tokendock finds its server (RFC 9728)', async () => {
  const popup = await dock.openPopup();
  await click(popup, 'Create a profile');
  await unfold(popup, 'I only know the API’s URL');
  await fill(popup, { 'API URL': `${api.origin}/v1` });
  await click(popup, 'Find its server');
  await click(popup, `Use ${dock.server.issuer}`);
  await sees(popup, 'Found: 10 endpoints.');
  expect(await popup.$eval('#field-issuer', (field) => (field as HTMLInputElement).value)).toBe(dock.server.issuer);
});
