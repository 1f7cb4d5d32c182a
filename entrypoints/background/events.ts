import browser from 'webextension-polyfill';
import type { Ports } from '../../src/core/ports.ts';
import { tabClosed, tabMoved, windowClosed } from '../../src/features/bindings.ts';
import { loginTabClosed } from '../../src/features/cancel-login.ts';
import { handedOn, handOn } from '../../src/features/hand-on.ts';
import { hearIdentityCallback, hearTabCallback } from '../../src/features/hear-callback.ts';
import { ifUnlocked, lockIfDue } from '../../src/features/lock-vault.ts';
import { permissionsChanged } from '../../src/features/permissions-changed.ts';
import { purgeProfiles } from '../../src/features/profiles.ts';
import { keepNonce, proveRequest } from '../../src/features/prove-calls.ts';
import { renewDueTokens } from '../../src/features/renew-token.ts';
import { resumeLogins } from '../../src/features/resume-logins.ts';
import { addToBeacons, addToDocuments } from '../../src/platform/beacons.ts';
import { onFailedNavigation, onPageNavigation } from '../../src/platform/navigation-events.ts';
import { panelsAreBlind } from '../../src/platform/quirks.ts';
import { proveRequests } from '../../src/platform/request-proofs.ts';
import { watchForPanels } from './panels.ts';

/** Maps what happens in the browser to features. Everything is registered at once, before any await. */
export function listenToEvents(ports: Ports, ready: Promise<void>): void {
  const then = <Result>(work: () => Promise<Result>) => ready.then(() => ifUnlocked(work));
  browser.alarms.onAlarm.addListener(() =>
    ready
      .then(() => lockIfDue(ports))
      .then(() => ifUnlocked(() => purgeProfiles(ports)))
      .then(() => renewDueTokens(ports)),
  );
  browser.permissions.onAdded.addListener(() => then(() => permissionsChanged(ports)));
  browser.permissions.onRemoved.addListener(() => then(() => permissionsChanged(ports)));
  browser.tabs.onRemoved.addListener((tabId) => then(() => loginTabClosed(tabId, ports)));
  browser.tabs.onRemoved.addListener((tabId) => then(() => tabClosed(tabId, ports)));
  for (const event of [browser.tabs.onCreated, browser.tabs.onAttached, browser.tabs.onDetached]) {
    event.addListener(() => then(() => tabMoved(ports)));
  }
  browser.windows.onRemoved.addListener((windowId) => then(() => windowClosed(windowId, ports)));
  browser.webNavigation.onCreatedNavigationTarget.addListener(({ sourceTabId, tabId }) =>
    then(() => handOn(sourceTabId, tabId, ports)),
  );
  onPageNavigation(async (tabId, callback) => (await then(() => hearTabCallback(tabId, callback, ports))) === true);
  // The identity window is the browser's to stop, so the answer does not matter there.
  onPageNavigation(async (tabId, { url }) => {
    await then(() => hearIdentityCallback(tabId, url, ports));
    return false;
  });
  onFailedNavigation((tabId, url) => then(() => hearIdentityCallback(tabId, url, ports)));
  addToBeacons();
  addToDocuments((tabId) => ready.then(() => handedOn(tabId)));
  proveRequests({
    prove: (page, call) => ready.then(() => proveRequest(page, call, ports)),
    keepNonce: (page, call, nonce) => ready.then(() => keepNonce(page, call, nonce, ports)),
  });
  if (panelsAreBlind) watchForPanels(ports);
  void then(() => resumeLogins(ports));
}
