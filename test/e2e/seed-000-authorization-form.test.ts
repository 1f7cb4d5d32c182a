import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { grant, refuse, strictClient, strictEndpoint } from '../support/strict/strict-endpoint.ts';
import { type Downloads, startDownloads } from './support/downloads.ts';
import { paste } from './support/paste.ts';
import { sees, seesBriefly } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

// shared/seeds/000_ea756fd60d1de69f.txt: the form of an API tester's OAuth 2.0 authorization.

const client_secret = 'basic-secret+%/:~';

let dock: Tokendock;
let bench: Page;
let downloads: Downloads;
let server: OddServer;
beforeAll(async () => {
  server = await startOddServer(
    strictEndpoint({
      password: (body) => (body.get('password') === 'pass' ? grant() : refuse('invalid_grant', 'wrong password')),
    }),
  );
  dock = await openTokendock();
  downloads = await startDownloads(dock);
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), server?.close(), downloads?.stop()]));

test('I fill in name, client, secret, scope and the two URLs; the callback URL to register is shown', async () => {
  await click(bench, 'New profile', 'Create a profile');
  const { identityRedirectUri } = await dock.status();
  const label = 'Register this URL with the server first:';
  expect(await bench.$eval(`input[aria-label="${label}"]`, ({ value }) => value)).toBe(identityRedirectUri);
  await fill(bench, {
    Name: 'Contacts',
    'Client id': 'tester-basic',
    'Client secret': client_secret,
    'Client authentication': 'Secret in a Basic header',
    Scope: 'pets:read',
  });
  await unfold(bench, 'More');
  const { issuer } = dock.server;
  await fill(bench, { 'Authorization URL': `${issuer}/authorize`, 'Token URL': `${issuer}/token` });
  await click(bench, 'Share with the team');
  await saveForm(bench);
});

test('I authorize, and the token is there without being asked for', async () => {
  await click(bench, 'Tokens');
  await signInByHand(dock, bench, 'alice');
  await sees(bench, 'Token of');
  expect((await dock.status()).profiles[0]?.tokens).toHaveLength(1);
});

test('The password grant asks for username and password', async () => {
  await click(bench, 'New profile');
  await fill(bench, {
    Name: 'Password',
    'Client id': strictClient.client_id,
    Grant: 'Resource owner password',
    'Client secret': strictClient.client_secret,
    'Client authentication': 'Secret in a Basic header',
    Username: 'zoë',
    Password: 'pass',
  });
  if ((await bench.$('details.more[open]')) === null) await unfold(bench, 'More');
  await fill(bench, { 'Token URL': `${server.origin}/token` });
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of zoë');
});

test('With a token at hand I skip the server, and paste it', async () => {
  await click(bench, 'New profile');
  await click(bench, 'I already have a token');
  await fill(bench, { Name: 'Elsewhere' });
  await saveForm(bench);
  await click(bench, 'Paste a token…');
  await click(bench, 'Paste a token');
  await fill(bench, { 'Access token': 'got-elsewhere' });
  await click(bench, 'Keep it');
  await sees(bench, 'Token of User 1');
  await click(bench, 'Copy the token of User 1');
  await seesBriefly(bench, 'Copied', () => click(bench, 'Access token'));
  expect(await paste(dock)).toBe('got-elsewhere');
});

test('What I share is part of the team’s export, without its secret', async () => {
  await bench.bringToFront();
  await click(bench, 'Export');
  await sees(bench, 'Contacts: client_secret');
  await click(bench, 'Save as a file');
  const text = await downloads.read('tokendock-profiles.json');
  expect(text).not.toContain(client_secret);
  const { profiles } = JSON.parse(text) as { profiles: { name: string; shared?: boolean }[] };
  expect(profiles.map(({ name, shared }) => [name, shared])).toEqual([['Contacts', true]]);
});
