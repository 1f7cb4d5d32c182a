import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, test } from 'vitest';
import { hasFocus, tabBackTo, tabTo } from './support/keyboard.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

async function press(...keys: KeyInput[]): Promise<void> {
  for (const key of keys) await bench.keyboard.press(key);
}

async function fill(field: string, words: string): Promise<void> {
  await tabTo(bench, field);
  await bench.keyboard.type(words);
}

test('Without a mouse: I make a profile in the workbench', async () => {
  await press('n');
  await hasFocus(bench, 'Issuer');
  await bench.keyboard.type(dock.server.issuer);
  await tabTo(bench, 'Find endpoints');
  await press('Enter');
  await sees(bench, 'Found: ');
  await fill('Name', 'Billing job');
  await fill('Grant', 'Client cr');
  await fill('Client id', 'machine');
  await fill('Client secret', 'machine-secret');
  await fill('Scope', 'pets:read');
  await press('Enter');
  await sees(bench, 'Saved.');
  await hasFocus(bench, 'Scope');
});

test('I get a token, and go from view to view', async () => {
  await tabBackTo(bench, 'Get token');
  await press('Enter', '2');
  await sees(bench, 'Token of machine');
  await press('4');
  await sees(bench, 'Token request');
  await press('3');
  await sees(bench, 'This profile’s tokens go nowhere yet.');
  await press('1');
  await sees(bench, 'What will be sent');
});

test('I ask the server about the token, and read the answer', async () => {
  await press('2');
  await tabTo(bench, 'Introspect');
  await press('Enter');
  await sees(bench, 'this token is active.');
});

test('I paste a token, and change my mind', async () => {
  await tabBackTo(bench, 'Paste a token');
  await press('Enter');
  await hasFocus(bench, 'Access token');
  await tabTo(bench, 'Cancel');
  await press('Enter');
  await hasFocus(bench, 'Paste a token');
});

test('I find a profile, and open and close the list of keys', async () => {
  await press('/');
  await hasFocus(bench, 'Find a profile or a user');
  await bench.keyboard.type('nothing like it');
  await press('Escape');
  await tabTo(bench, 'Get token');
  await press('?');
  await sees(bench, 'From view to view');
  await press('Escape');
  await hasFocus(bench, 'Get token');
});
