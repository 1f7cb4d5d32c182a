import { afterAll, beforeAll, expect, test } from 'vitest';
import { click } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { draftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

const asked: number[] = [];

let dock: Tokendock;
let server: OddServer;
beforeAll(async () => {
  server = await startOddServer(({ path }, { origin }) => {
    if (path === '/device')
      return {
        json: {
          device_code: 'a-device',
          user_code: 'WDJB-MJHT',
          verification_uri: origin,
          expires_in: 60,
          interval: 1,
        },
      };
    asked.push(Date.now());
    return asked.length === 1
      ? { status: 400, json: { error: 'slow_down' } }
      : { json: { access_token: 'at-last', token_type: 'bearer', expires_in: 60 } };
  });
  dock = await openTokendock();
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const endpoints = {
    device_authorization_endpoint: `${server.origin}/device`,
    token_endpoint: `${server.origin}/token`,
  };
  await dock.send('profile.save', draftFor(dock.server, { issuer: '', scope: '', grant_type, endpoints }));
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

test('The server asks for patience (slow_down): Tokendock waits five seconds longer, then has the token', async () => {
  const popup = await dock.openPopup();
  await click(popup, 'Get token');
  await popup.waitForSelector('output::-p-text(WDJB-MJHT)');
  await popup.waitForSelector('[aria-label="Use the token of User 1"]');
  const [first = 0, second = 0, ...more] = asked;
  expect(more).toEqual([]);
  // RFC 8628, section 3.5: the interval grows by five seconds.
  expect(second - first).toBeGreaterThanOrEqual(6000);
});
