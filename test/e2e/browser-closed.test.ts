import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type AuthorizationServer, startAuthorizationServer } from '../support/authorization-server.ts';
import { launchBrowser, type RunningBrowser } from '../support/browsers.ts';
import { beginProfile, click, clickOn, fill, saveForm } from '../support/by-hand.ts';
import { type PromotedExtension, promoteHosts } from '../support/promote-hosts.ts';
import { sees } from './support/sees.ts';
import { browserName } from './support/tokendock.ts';

const passphrase = 'correct horse battery staple';
let server: AuthorizationServer;
let extension: PromotedExtension;
let profile: { folder: string; uuid: string };
let running: RunningBrowser | undefined;
beforeAll(async () => {
  server = await startAuthorizationServer();
  extension = await promoteHosts(inject('extension'));
  profile = { folder: await mkdtemp(join(tmpdir(), 'tokendock-profile-')), uuid: randomUUID() };
});
afterAll(async () => {
  await running?.close();
  await Promise.all([server?.close(), extension?.remove()]);
  await rm(profile.folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the browser, after it was closed. */
async function start(path: string): Promise<Page> {
  await running?.close();
  running = await launchBrowser(browserName, { extension: extension.path, profile });
  const page = await running.openExtensionPage(path);
  await page.setViewport({ width: 1280, height: 900 });
  await page.bringToFront();
  return page;
}

async function createProfile(page: Page, name: string, ...switches: string[]): Promise<void> {
  await beginProfile(page, { name, issuer: server.issuer });
  for (const each of switches) await clickOn(page, `[role=switch][aria-label="${each}"]`);
  await fill(page, { 'Client id': 'tester', Scope: 'openid' });
  await saveForm(page);
}

test('What is for this session only is gone when the browser was closed, all else is there', async () => {
  const bench = await start('workbench.html');
  await createProfile(bench, 'Kept');
  await createProfile(bench, 'Passing', 'For this session only');
  await sees(bench, 'this session only');
  const again = await start('workbench.html');
  await sees(again, 'Kept');
  expect(await again.evaluate(() => document.body.textContent)).not.toContain('Passing');
});

test('With a passphrase, Tokendock is locked when the browser was closed', async () => {
  const bench = await start('workbench.html#/vault');
  await sees(bench, 'Kept');
  await fill(bench, { 'New passphrase': passphrase, 'The same again': passphrase });
  await click(bench, 'Set the passphrase');
  await sees(bench, 'The passphrase is set.');
  const again = await start('workbench.html');
  await sees(again, 'Tokendock is locked');
  expect(await again.evaluate(() => document.body.textContent)).not.toContain('Kept');
  await fill(again, { Passphrase: passphrase });
  await click(again, 'Unlock');
  await sees(again, 'Kept');
});
