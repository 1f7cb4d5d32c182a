import type { KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, test } from 'vitest';
import { hasFocus, makeMachineProfile, press as pressOn, tabBackTo, tabTo } from './support/keyboard.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

const press = (...keys: KeyInput[]) => pressOn(bench, ...keys);

test('Without a mouse: I make a profile in the workbench', async () => {
  await makeMachineProfile(bench, dock.server.issuer);
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
