import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, clickOn, fill, saveForm, unfold } from '../support/by-hand.ts';
import { type CallbackApp, startCallbackApp } from '../support/callback-app.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let app: CallbackApp;
let bench: Page;
beforeAll(async () => {
  [dock, app] = await Promise.all([openTokendock(), startCallbackApp()]);
  await dock.server.addRedirectUri(app.redirectUri);
  bench = await dock.openWorkbench();
  await beginProfile(bench, { name: 'Signed answers', issuer: dock.server.issuer });
  await fill(bench, { 'Client id': 'tester', Scope: 'openid profile' });
  await unfold(bench, 'More');
});
afterAll(() => Promise.all([dock?.close(), app?.close()]));

test('The server signs its answer, and I get my token (JARM)', async () => {
  await fill(bench, { 'Response mode': 'jwt (JARM)' });
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
});

test('It does so by a form too, at the redirect URI of my real app', async () => {
  await click(bench, 'Set-up');
  await clickOn(bench, 'label::-p-text(Another one)');
  await fill(bench, { 'Registered redirect URI': app.redirectUri });
  await fill(bench, { 'Response mode': 'form_post.jwt (JARM)' });
  await saveForm(bench);
  await signInByHand(dock, bench, 'bob');
  await click(bench, 'Tokens');
  await bench.waitForSelector('[aria-label="Use the token of bob"]');
  expect(app.requests).toEqual([]);
});
