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
});
afterAll(() => Promise.all([dock?.close(), app?.close()]));

test('The server answers by a form, and my real app never sees it (form_post)', async () => {
  await beginProfile(bench, { name: 'By form', issuer: dock.server.issuer });
  await fill(bench, { 'Client id': 'tester', Scope: 'openid profile' });
  await clickOn(bench, 'label::-p-text(Another one)');
  await fill(bench, { 'Registered redirect URI': app.redirectUri });
  await unfold(bench, 'More');
  await fill(bench, { 'Response mode': 'form_post' });
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  expect(app.requests).toEqual([]);
});

test('The trace shows the form that came, without the code', async () => {
  await click(bench, 'Trace');
  await sees(bench, 'Authorization request');
  await clickOn(bench, 'summary::-p-text(authorization request)');
  await sees(bench, 'response_mode=form_post');
  await sees(bench, 'code=••••');
});
