import type { Page } from 'puppeteer';
import type { AuthorizationServer } from './authorization-server.ts';
import { testClients } from './authorization-server.ts';
import { click, createProfile, getTokenAs, useInThisTab } from './by-hand.ts';
import type { DemoApi } from './demo-api.ts';
import { openPopup } from './open-popup.ts';
import type { RunningBrowser } from './running-browser.ts';

export type DemoInputs = {
  readonly running: RunningBrowser;
  readonly server: AuthorizationServer;
  readonly api: DemoApi;
};

export type DemoPages = { readonly demo: Page; readonly popup: Page };

/** Opens the demo page, and makes a profile for the demo's authorization server in the popup. */
export async function prepareDemo({ running, server, api }: DemoInputs): Promise<DemoPages> {
  const demo = await running.browser.newPage();
  await demo.setViewport({ width: 1000, height: 780 });
  await demo.goto(api.origin);
  await demo.bringToFront();
  const popup = await openPopup(running);
  await createProfile(popup, {
    name: 'Petstore, demo',
    issuer: server.issuer,
    client_id: testClients.tester.client_id,
    scope: 'openid profile pets:read pets:write',
  });
  const redirectUri = await popup.evaluate(() =>
    (globalThis as unknown as { chrome: { identity: { getRedirectURL(): string } } }).chrome.identity.getRedirectURL(),
  );
  await server.addRedirectUri(redirectUri);
  return { demo, popup };
}

/** Does the rest of the job as a tester would: a token for alice, into this tab, and every kind of request once. */
export async function runDemo({ demo, popup }: DemoPages, { running, server, api }: DemoInputs): Promise<string[]> {
  await getTokenAs('alice', popup, running.browser, server.issuer);
  await popup.bringToFront();
  await useInThisTab('alice', popup);
  await click(popup, 'Reload page');
  await popup.waitForFunction(() => !document.body.textContent?.includes('Reload page'));
  await demo.bringToFront();
  await demo.click('#all');
  await demo.waitForFunction(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.result[data-status]')];
    return shown.length > 0 && shown.every(({ dataset }) => dataset.status !== 'pending');
  });
  return api.requests
    .filter(({ method }) => method !== 'OPTIONS')
    .map(({ kind, status, user }) => `${(kind ?? '').padEnd(14)} ${status}  ${user ?? 'nobody'}`);
}
