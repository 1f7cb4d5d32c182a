import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type CodeServer, startCodeServer } from '../support/strict/code-server.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
let server: CodeServer;
beforeAll(async () => {
  // The first token ends at once, so that it is renewed when it is needed.
  server = await startCodeServer(({ body }) => ({ expires_in: body.has('refresh_token') ? 3600 : 1 }));
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => Promise.all([dock?.close(), server?.close()]));

async function newProfile(name: string): Promise<void> {
  await click(bench, 'New profile', 'Create a profile');
  await fill(bench, { Name: name, 'Client id': 'anybody' });
  await unfold(bench, 'More');
  await fill(bench, { 'Authorization URL': `${server.origin}/authorize`, 'Token URL': `${server.origin}/token` });
}

type Row = { name: string; value: string; request: string; place?: string };

async function addParameter(at: number, { name, value, request, place }: Row): Promise<void> {
  await click(bench, 'Add a parameter');
  await click(bench, 'Own parameter');
  await fill(bench, {
    [`Name of parameter ${at}`]: name,
    [`Value of parameter ${at}`]: value,
    [`Request of parameter ${at}`]: request,
    ...(place && { [`Place of parameter ${at}`]: place }),
  });
}

async function getToken(): Promise<void> {
  await saveForm(bench);
  await click(bench, 'Get token');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of User 1');
}

const tokenRequest = () => server.requests.filter(({ path }) => path.startsWith('/token')).at(-1);

test('Each parameter goes with the requests that I chose, where I chose it, and not when it is off', async () => {
  await newProfile('Petstore');
  await addParameter(1, { name: 'tenant', value: 'blue', request: 'every' });
  await addParameter(2, { name: 'x-trial', value: 'yes', request: 'token', place: 'header' });
  await addParameter(3, { name: 'device', value: 'watch', request: 'refresh', place: 'query' });
  await addParameter(4, { name: 'debug', value: 'true', request: 'every' });
  await click(bench, 'Send parameter 4');
  await addParameter(5, { name: 'theme', value: 'dark', request: 'authorize' });
  await getToken();
  const [asked] = server.authorizations;
  expect(Object.fromEntries(asked ?? [])).toMatchObject({ tenant: 'blue', theme: 'dark' });
  for (const name of ['x-trial', 'device', 'debug']) expect([...(asked?.keys() ?? [])]).not.toContain(name);
  const { path, headers, body } = tokenRequest() ?? {};
  expect(path).toBe('/token');
  expect(headers).toMatchObject({ 'x-trial': 'yes' });
  expect(body?.get('tenant')).toBe('blue');
  for (const name of ['theme', 'device', 'debug', 'x-trial']) expect([...(body?.keys() ?? [])]).not.toContain(name);
});

test('They go along too when the token is renewed by itself', async () => {
  const [token] = (await dock.status()).profiles[0]?.tokens ?? [];
  const { origin } = dock.api;
  await dock.send('binding.add', { tokenId: token?.id ?? '', api: [`${origin}/api/*`], pages: [`${origin}/*`] });
  await vi.waitFor(() => expect(tokenRequest()?.body.get('grant_type')).toBe('refresh_token'), patience);
  const { path, headers, body } = tokenRequest() ?? {};
  expect(path).toBe('/token?device=watch');
  expect(body?.get('tenant')).toBe('blue');
  expect(headers).not.toHaveProperty('x-trial');
});

test('Several resources and authorization details are asked for (RFC 8707, RFC 9396)', async () => {
  await bench.bringToFront();
  await newProfile('Payments');
  for (const [at, name] of ['resource', 'resource', 'authorization_details'].entries()) {
    await click(bench, 'Add a parameter');
    await click(bench, name);
    await bench.waitForSelector(`[aria-label="Value of parameter ${at + 1}"]`);
  }
  await fill(bench, {
    'Value of parameter 1': 'https://pets.example/',
    'Value of parameter 2': 'https://shop.example/',
    'Value of parameter 3': '[{"type": "payment"',
  });
  await sees(bench, 'This is not JSON');
  await fill(bench, { 'Value of parameter 3': '[{"type": "payment", "amount": 3}]' });
  await getToken();
  const asked = server.authorizations.at(-1);
  const resources = ['https://pets.example/', 'https://shop.example/'];
  expect(asked?.getAll('resource')).toEqual(resources);
  expect(tokenRequest()?.body.getAll('resource')).toEqual(resources);
  expect(JSON.parse(asked?.get('authorization_details') ?? '')).toEqual([{ type: 'payment', amount: 3 }]);
});
