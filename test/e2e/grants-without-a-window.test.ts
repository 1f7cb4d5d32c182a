import type { JWK } from 'jose';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { startJwtBearerServer } from '../support/strict/jwt-bearer-server.ts';
import { samlAssertion, startSamlBearerServer } from '../support/strict/saml-bearer-server.ts';
import { grant, refuse, strictClient, strictEndpoint } from '../support/strict/strict-endpoint.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

const ownGrant = 'urn:example:grant:badge';

let dock: Tokendock;
let bench: Page;
let server: OddServer;
const servers: OddServer[] = [];
beforeAll(async () => {
  server = await startOddServer(
    strictEndpoint({
      password: (body) =>
        body.get('username') === 'zoë' && body.get('password') === 'pass+word & more'
          ? grant({ access_token: 'for-zoe', refresh_token: 'again' })
          : refuse('invalid_grant', 'wrong user or password'),
      [ownGrant]: (body) => (body.get('badge') === '4711' ? grant() : refuse('invalid_request', 'badge is required')),
    }),
  );
  servers.push(server);
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), ...servers.map(({ close }) => close())]));

async function newProfile(grantName: string): Promise<void> {
  await click(bench, 'New profile', 'Create a profile');
  await fill(bench, {
    Name: grantName,
    'Client id': strictClient.client_id,
    Grant: grantName,
    'Client secret': strictClient.client_secret,
    'Client authentication': 'Secret in a Basic header',
  });
}

async function getTokenFrom({ origin }: OddServer): Promise<void> {
  if ((await bench.$('details.more[open]')) === null) await unfold(bench, 'More');
  await fill(bench, { 'Token URL': `${origin}/token` });
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
}

test('The user’s password gets a token; a wrong one shows what the server says', async () => {
  await newProfile('Resource owner password');
  await fill(bench, { Username: 'zoë', Password: 'a guess' });
  await getTokenFrom(server);
  await sees(bench, 'invalid_grant: wrong user or password');
  await click(bench, 'Set-up');
  await fill(bench, { Password: 'pass+word & more' });
  await saveForm(bench);
  await click(bench, 'Try again');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of zoë');
});

test('A grant type of the server’s own gets a token, with its own parameter', async () => {
  await newProfile('Own grant type');
  await fill(bench, { 'Grant type': ownGrant });
  await click(bench, 'Add a parameter');
  await click(bench, 'Own parameter');
  await fill(bench, { 'Name of parameter 1': 'badge', 'Value of parameter 1': '4711' });
  await getTokenFrom(server);
  await sees(bench, 'Token of strict-client');
});

test('A JWT that Tokendock signs with a key made in the form gets a token (RFC 7523)', async () => {
  await newProfile('JWT bearer');
  await fill(bench, { Algorithm: 'ES256' });
  await click(bench, 'Make a key');
  await sees(bench, 'Register the public part with the server:');
  const jwk: JWK = JSON.parse(await bench.$eval('[aria-label="Public JWK"]', ({ textContent }) => textContent));
  const strict = await startJwtBearerServer(jwk);
  servers.push(strict);
  const claims = { iss: strictClient.client_id, sub: 'zoe', aud: `${strict.origin}/token` };
  await fill(bench, { Claims: JSON.stringify(claims) });
  await getTokenFrom(strict);
  await sees(bench, 'Token of strict-client');
});

test('A SAML assertion that I paste gets a token (RFC 7522)', async () => {
  const assertion = samlAssertion();
  const strict = await startSamlBearerServer([assertion]);
  servers.push(strict);
  await newProfile('SAML 2 bearer');
  await fill(bench, { Assertion: assertion });
  await getTokenFrom(strict);
  await sees(bench, 'Token of strict-client');
  expect(await bench.content()).not.toContain('saml:Assertion');
});
