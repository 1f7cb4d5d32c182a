import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { click, clickOn } from '../support/by-hand.ts';
import { startDownloads } from './support/downloads.ts';
import { paste } from './support/paste.ts';
import { sees, seesBriefly } from './support/sees.ts';
import { draftFor, openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

const client_secret = 'basic-secret+%/:~';

let dock: Tokendock;
let bench: Page;
/** Every secret of the login. */
let secrets: string[];
beforeAll(async () => {
  dock = await openTokendock();
  const draft = {
    client_id: 'tester-basic',
    client_secret,
    token_endpoint_auth_method: 'client_secret_basic',
  } as const;
  await dock.send('profile.save', draftFor(dock.server, draft));
  bench = await dock.openWorkbench();
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  const [{ id = '' } = {}] = (await dock.status()).profiles[0]?.tokens ?? [];
  const [sent] = dock.server.requests.filter(({ path }) => path === '/token');
  secrets = [
    client_secret,
    String(sent?.headers.authorization?.replace('Basic ', '')),
    String(sent?.body.code),
    String(sent?.body.code_verifier),
    String((await dock.send('token.copy', { id, as: 'token' })).split('.')[2]),
  ];
  await click(bench, 'Trace');
});
afterAll(() => dock?.close());

function expectNoSecret(text: string): void {
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(text).not.toContain(secret);
  }
}

test('After a login I read what was said, step by step, without any secret', async () => {
  await sees(bench, 'Login');
  for (const step of ['authorization request', 'token request']) await clickOn(bench, `summary::-p-text(${step})`);
  await sees(bench, 'grant_type=authorization_code');
  await sees(bench, 'authorization: Basic ••••');
  await sees(bench, '"token_type": "Bearer"');
  expectNoSecret(await bench.content());
});

test('I copy the trace as a text for a ticket', async () => {
  await seesBriefly(bench, 'Copied', () => click(bench, 'Copy as text'));
  const text = await paste(dock);
  expect(text).toContain('grant_type=authorization_code');
  expectNoSecret(text);
  await bench.bringToFront();
});

test('I save it as a HAR file', async () => {
  const downloads = await startDownloads(dock);
  await click(bench, 'Export HAR');
  const text = await downloads.read('Petstore.har');
  const { log } = JSON.parse(text);
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'Tokendock' } });
  const urls = log.entries.map(({ request }: { request: { url: string } }) => new URL(request.url).pathname);
  expect(urls).toEqual(expect.arrayContaining(['/authorize', '/token']));
  expectNoSecret(text);
  await downloads.stop();
});

test('I clear it', async () => {
  await click(bench, 'Clear…');
  await sees(bench, 'Clear it for good?');
  await click(bench, 'Clear');
  await sees(bench, 'Nothing was sent for this profile yet, or its trace was cleared.');
});
