import { createHmac } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { beginProfile, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { grant, refuse } from '../support/strict/strict-endpoint.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

// shared/seeds/001_b4ad3757a9057b67.txt: the credential of an integration, with its five services.

let dock: Tokendock;
let bench: Page;
let odd: OddServer;
beforeAll(async () => {
  odd = await startOddServer(({ body, path }, { origin }) => {
    const url = new URL(path, origin);
    if (url.pathname === '/connect') {
      const location = new URL(url.searchParams.get('redirect_uri') ?? '');
      location.searchParams.set('auth_code', 'code-7');
      location.searchParams.set('state', url.searchParams.get('state') ?? '');
      return { status: 302, headers: { Location: location.href } };
    }
    return body.get('code') === 'code-7' ? grant() : refuse('invalid_grant', 'another code');
  });
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), odd?.close()]));

test('Each attribute of the document has its place in the form', async () => {
  await click(bench, 'New profile', 'Create a profile');
  await unfold(bench, 'More');
  const attributes = [
    'Name',
    'Description',
    'Integration',
    'Grant',
    'Client id',
    'Client secret',
    'Base URI of the API',
  ];
  for (const words of [...attributes, 'Authorization URL', 'Token URL', 'Redirect URI', 'Scope'])
    await sees(bench, words);
  const grants = await bench.$eval('#field-grant_type', (select) =>
    [...(select as HTMLSelectElement).options].map(({ text }) => text),
  );
  for (const grant of ['Authorization code', 'Resource owner password', 'Client credentials'])
    expect(grants).toContain(grant);
  await sees(bench, 'response type code');
  await sees(bench, '?response_type=code');
  await fill(bench, { Grant: 'Implicit', 'Response type': 'id_token token' });
  await sees(bench, '?response_type=id_token+token');
  await click(bench, 'Cancel');
  await sees(bench, 'Tokens for the APIs that you test');
});

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

test('Action callback parser: reads the callback under the provider’s own names', async () => {
  await click(bench, 'Services');
  await sees(bench, 'Action callback parser');
  await sees(bench, 'Under the names of RFC 6749: code, state, error.');
  await dock.send('profile.save', {
    ...emptyDraft('own-names'),
    name: 'Own names',
    client_id: 'web',
    code_challenge_method: 'none',
    endpoints: { authorization_endpoint: `${odd.origin}/connect`, token_endpoint: `${odd.origin}/token` },
  });
  const other = await dock.openWorkbench({ profileId: 'own-names', view: 'services' });
  await click(other, 'Change it in the set-up, under “Provider’s deviations”.');
  await click(other, 'Add a deviation…');
  await fill(other, { 'Find a deviation': 'Parameters renamed' });
  await click(other, 'Parameters renamed');
  await fill(other, { 'Parameter 1': 'code', 'The server calls it 1': 'auth_code' });
  await saveForm(other);
  await click(other, 'Get token');
  await click(other, 'Tokens');
  await sees(other, 'Token of User 1');
  await click(other, 'Services');
  await sees(other, 'code auth_code');
  await other.close();
  await bench.bringToFront();
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
  const profileId = (await dock.status()).profiles.find(({ name }) => name === 'Pets of the team')?.id;
  const another = await dock.openWorkbench({ profileId, view: 'services' });
  const secret = await another.waitForSelector('input[type=password]');
  expect(await secret?.evaluate((field) => (field as HTMLInputElement).value)).toBe('');
});
