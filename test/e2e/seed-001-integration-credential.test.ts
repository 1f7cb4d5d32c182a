import { createHmac } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

// shared/seeds/001_b4ad3757a9057b67.txt: the credential of an integration, with its five services.

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

test('A credential has a description, sorts under its integration and knows its base URI', async () => {
  await beginProfile(bench, { name: 'Pets of the team', issuer: dock.server.issuer });
  await fill(bench, { 'Client id': 'tester', Scope: 'openid profile pets:read' });
  await unfold(bench, 'More');
  await fill(bench, {
    Description: 'Staging',
    Integration: 'Petstore Inc.',
    'Base URI of the API': `${dock.api.origin}/api`,
  });
  await saveForm(bench);
  const heading = await bench.waitForSelector('aside .group');
  expect(await heading?.evaluate(({ textContent }) => textContent)).toBe('Petstore Inc.');
});

test('The base URI is proposed where the token shall go', async () => {
  await click(bench, 'Tokens');
  await signInByHand(dock, bench, 'alice');
  await sees(bench, 'Token of alice');
  await click(bench, 'Use the token of alice');
  await click(bench, 'Choose pages…');
  const field = await bench.waitForSelector('#field-api');
  expect(await field?.evaluate((element) => (element as HTMLTextAreaElement).value)).toBe(`${dock.api.origin}/api/*`);
  await click(bench, 'Cancel', 'Back');
});

test('Token validation: by introspection, by a URL, by the signature', async () => {
  const check = async (words: string) => {
    await click(bench, 'Tokens');
    await click(bench, 'Check token');
    await sees(bench, words);
  };
  await check('The server says that it is active.');
  await click(bench, 'Services');
  await fill(bench, { 'Checked by': 'A URL that answers 2xx', 'URL to ask': `${dock.server.issuer}/userinfo` });
  await saveForm(bench);
  await check('takes it (HTTP 200).');
  await click(bench, 'Services');
  await fill(bench, { 'Checked by': 'Signature of the JWT' });
  await saveForm(bench);
  await check('Its signature and its times are right.');
});

test('User id mapper: the token is labelled by what I say', async () => {
  await click(bench, 'Services');
  await fill(bench, { 'Found in': 'ID token', 'Path of the name': 'sub' });
  await saveForm(bench);
  await click(bench, 'Tokens');
  await sees(bench, 'Token of user-alice');
});

test('Action callback parser: says where the callback is read', async () => {
  await click(bench, 'Services');
  await sees(bench, 'Under the names of RFC 6749: code, state, error.');
});

test('Webhook parser and verification: good, wrong, too old and unsigned are told apart', async () => {
  await fill(bench, { 'Signed as': 'Slack' });
  await saveForm(bench);
  const body = JSON.stringify({ event_id: 'Ev08', event: { type: 'app_mention' } });
  const delivery = (seconds: number, secret: string) => {
    const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
    return `X-Slack-Request-Timestamp: ${seconds}\nX-Slack-Signature: v0=${signature}\n\n${body}`;
  };
  const now = Math.floor(Date.now() / 1000);
  await fill(bench, { 'Secret of the webhook': 'slack-hush' });
  const cases: [string, string][] = [
    [delivery(now, 'slack-hush'), 'Good.'],
    [delivery(now, 'another'), 'Wrong.'],
    [delivery(now - 3600, 'slack-hush'), 'Too old.'],
    [`X-Slack-Request-Timestamp: ${now}\nContent-Type: application/json\n\n${body}`, 'Unsigned.'],
  ];
  for (const [text, words] of cases) {
    await fill(bench, { 'Headers and body': text });
    await click(bench, 'Check delivery');
    await sees(bench, words);
    await sees(bench, 'app_mention');
    await sees(bench, 'Ev08');
  }
});

test('The webhook’s secret is kept nowhere', async () => {
  const [{ id: profileId } = {}] = (await dock.status()).profiles;
  const another = await dock.openWorkbench({ profileId, view: 'services' });
  const secret = await another.waitForSelector('input[type=password]');
  expect(await secret?.evaluate((field) => (field as HTMLInputElement).value)).toBe('');
});
