import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { click, fill, saveForm } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { barriers } from './support/axe.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { showIn } from './support/theme.ts';
import { machineDraftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let odd: OddServer;
beforeAll(async () => {
  odd = await startOddServer(() => ({ json: { data: { token: 'deep-access', expires_in: 600 } } }));
  dock = await openTokendock();
});
afterAll(async () => {
  await dock?.close();
  await odd?.close();
});

function machine(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  const endpoints = { token_endpoint: `${odd.origin}/token` } as ProfileDraft['endpoints'];
  return machineDraftFor(dock.server, { issuer: '', endpoints, ...changes });
}

describe('A server that hides its token', () => {
  test('is understood by one click, which I can take back', async () => {
    await dock.send('profile.save', machine());
    const popup = await dock.openPopup();
    await click(popup, 'Get token');
    await sees(popup, '“data.token”');
    await click(popup, 'Read the token from data.token');
    await popup.waitForSelector('button[aria-label="Use the token of machine"]');
    await sees(popup, 'The token is read from data.token now.');
    expect(await dock.send('token.copy', { id: await tokenId(), as: 'token' })).toBe('deep-access');
    expect((await dock.send('profile.edit', { id: 'machine' })).deviations?.answers?.token).toBeDefined();
    await click(popup, 'Undo');
    const kept = async () => (await dock.send('profile.edit', { id: 'machine' })).deviations;
    await vi.waitFor(async () => expect(await kept()).toBeUndefined(), patience);
  });

  test('is described in the form, and asked as it wants to be', async () => {
    const bench = await dock.openWorkbench({ profileId: 'machine', view: 'setup' });
    await sees(bench, 'As the RFCs say.');
    await add(bench, 'Fields elsewhere');
    await fill(bench, { 'Path 1': 'data.token' });
    await add(bench, 'Form of the body');
    await fill(bench, { Body: 'JSON' });
    await sees(bench, '"grant_type":"client_credentials"');
    await saveForm(bench);
    await click(bench, 'Get token');
    const asked = () => odd.requests.at(-1)?.headers['content-type'];
    await vi.waitFor(() => expect(asked()).toContain('application/json'), patience);
    await vi.waitFor(async () => expect((await dock.status()).profiles[0]?.login).toBeUndefined(), patience);
    for (const theme of ['light', 'dark'] as const) {
      await click(bench, 'Add a deviation…');
      await showIn(theme, bench);
      expect(await barriers(bench)).toEqual({});
      await click(bench, 'Add a deviation…');
    }
  });
});

test('A life that stands under another name is read there after one click', async () => {
  const life = { expires_in_sec: 600, expires_in: 600_000 };
  const zohos = await startOddServer(() => ({ json: { access_token: 'a', token_type: 'Bearer', ...life } }));
  const endpoints = { token_endpoint: `${zohos.origin}/token` } as ProfileDraft['endpoints'];
  await dock.send('profile.save', machine({ id: 'older', name: 'Older', endpoints }));
  await dock.send('login.start', { profileId: 'older' });
  const bench = await dock.openWorkbench({ profileId: 'older', view: 'trace' });
  await click(bench, 'Read its life from “expires_in_sec”');
  await sees(bench, 'The next token’s life is read from “expires_in_sec”.');
  await dock.send('login.start', { profileId: 'older' });
  const [token] = (await dock.status()).profiles.find(({ id }) => id === 'older')?.tokens ?? [];
  expect(Math.round(((token?.expiresAt ?? 0) - (token?.obtainedAt ?? 0)) / 1000)).toBe(600);
  await zohos.close();
});

test('Two tokens of one answer live without each other', async () => {
  let turn = 0;
  const both = await startOddServer(() => {
    turn += 1;
    const user = { access_token: `user-${turn}`, refresh_token: `again-${turn}`, expires_in: 600 };
    return { json: { access_token: `bot-${turn}`, token_type: 'Bearer', authed_user: user } };
  });
  const endpoints = { token_endpoint: `${both.origin}/token` } as ProfileDraft['endpoints'];
  const deviations = { answers: { '*': { tokens: [{ name: 'User token', path: 'authed_user' }] } } };
  await dock.send('profile.save', machine({ id: 'both', name: 'Both', endpoints, deviations }));
  await dock.send('login.start', { profileId: 'both' });
  const tokens = async () => (await dock.status()).profiles.find(({ id }) => id === 'both')?.tokens ?? [];
  const [bot, user] = await tokens();
  await dock.send('token.forget', { id: bot?.id ?? '' });
  await dock.send('token.renew', { id: user?.id ?? '' });
  expect(await tokens()).toMatchObject([{ id: user?.id, label: 'User token (authed_user)' }]);
  expect(await dock.send('token.copy', { id: user?.id ?? '', as: 'token' })).toBe('user-2');
  await dock.send('login.start', { profileId: 'both' });
  expect((await tokens()).map(({ label }) => label).sort()).toEqual(['User token (authed_user)', 'machine'].sort());
  await both.close();
});

test('An Origin is said only by the profile whose provider demands it', async () => {
  const origins: (string | undefined)[] = [];
  for (const origin of ['https://spa.acme.example', 'keep', undefined]) {
    const deviations = { answers: { token: { fields: { access_token: 'data.token' } } }, ...(origin && { origin }) };
    await dock.send('profile.save', machine({ deviations }));
    await dock.send('login.start', { profileId: 'machine' });
    origins.push(odd.requests.at(-1)?.headers.origin);
  }
  expect(origins).toEqual(['https://spa.acme.example', expect.stringMatching(/^(chrome|moz)-extension:/), undefined]);
});

async function tokenId(): Promise<string> {
  return (await dock.status()).profiles[0]?.tokens[0]?.id ?? expect.fail('there is no token');
}

/** Adds a deviation by the list. */
async function add(bench: Page, title: string): Promise<void> {
  await click(bench, 'Add a deviation…');
  await fill(bench, { 'Find a deviation': title });
  await click(bench, title);
  await bench.waitForSelector(`h4::-p-text(${title})`);
}
