import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityWindow } from '../../src/platform/identity-window.ts';
import { stopRuleId } from '../../src/platform/rule-ids.ts';
import { tabWindow } from '../../src/platform/tab-window.ts';
import { fakeSessionRules } from './support/browser-fakes.ts';

let session: ReturnType<typeof fakeSessionRules>;
beforeEach(() => {
  fakeBrowser.reset();
  session = fakeSessionRules();
});

const url = 'https://id.acme.example:8443/authorize?state=s';

describe('The browser’s own sign-in window', () => {
  const never = new AbortController().signal;
  const requests = new Set<(details: object) => void>();
  const onBeforeRequest = {
    addListener: (listener: (details: object) => void) => requests.add(listener),
    removeListener: (listener: (details: object) => void) => requests.delete(listener),
  };
  const opens = (launchWebAuthFlow: (details: object) => Promise<string>) =>
    Object.assign(fakeBrowser, {
      webRequest: { onBeforeRequest },
      identity: { launchWebAuthFlow, getRedirectURL: () => 'https://id.chromiumapp.org/' },
    });

  test('brings back where it ended', async () => {
    const launch = vi.fn(async () => 'https://id.chromiumapp.org/?code=c');
    opens(launch);
    expect(await identityWindow.open(url, never)).toBe('https://id.chromiumapp.org/?code=c');
    expect(launch).toHaveBeenCalledWith({ url, interactive: true });
    expect(identityWindow.redirectUri()).toBe('https://id.chromiumapp.org/');
  });

  test.each([
    ['Chromium', 'The user did not approve access.', 'sign_in_cancelled'],
    ['Firefox', 'User cancelled or denied access.', 'sign_in_cancelled'],
    ['Chromium', 'Authorization page could not be loaded.', 'server_unreachable'],
    ['any browser', 'OAuth2 request failed: nobody knows', 'window_refused'],
  ])('of %s that says “%s” is told as %s, without the URL', async (_, message, code) => {
    opens(async () => Promise.reject(new Error(message)));
    const failure = await identityWindow.open(url, never).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toContain('state=');
  });

  test.each([
    ['Firefox, where its tab makes the request', 4],
    ['Chromium, where its tab appears at the end of the redirects', -1],
  ])('closes when the sign-in is cancelled, and no other tab does, in %s', async (_, tabId) => {
    const flow = Promise.withResolvers<string>();
    opens(() => flow.promise);
    const remove = vi.spyOn(fakeBrowser.tabs, 'remove').mockImplementation(async () => {
      flow.reject(new Error('The user did not approve access.'));
    });
    const cancelled = new AbortController();
    const outcome = identityWindow.open(url, cancelled.signal).catch((error: unknown) => error);
    const page = 'https://id.acme.example:8443/interaction/1';
    for (const details of [
      { requestId: 'other', tabId: 3, url: 'https://id.acme.example:8443/authorize?state=another' },
      { requestId: 'own', tabId, url },
      { requestId: 'own', tabId, url: page },
      { requestId: 'later', tabId: 5, url },
    ])
      for (const hear of requests) hear(details);
    await fakeBrowser.tabs.onCreated.trigger({ id: 8, url: 'https://mail.example/' } as never);
    if (tabId < 0) await fakeBrowser.tabs.onCreated.trigger({ id: 4, url: page } as never);
    cancelled.abort();
    expect(await outcome).toMatchObject({ code: 'sign_in_cancelled' });
    expect(remove.mock.calls).toEqual([[4]]);
    expect(requests.size).toBe(0);
    remove.mockRestore();
  });

  test('may fail with anything', async () => {
    opens(async () => Promise.reject('just words'));
    await expect(identityWindow.open(url, never)).rejects.toMatchObject({
      code: 'window_refused',
      message: expect.stringContaining('just words'),
    });
  });
});

describe('A sign-in tab', () => {
  const redirectUri = 'https://app.acme.example/callback';

  test('is empty and stopped before it goes anywhere', async () => {
    const { tabId } = await tabWindow.prepare(redirectUri);
    expect(await fakeBrowser.tabs.get(tabId)).toMatchObject({ url: 'about:blank' });
    expect(session.rules.has(stopRuleId(tabId))).toBe(true);
    await tabWindow.go(tabId, url);
    expect(await fakeBrowser.tabs.get(tabId)).toMatchObject({ url });
  });

  test('closes, takes its rule along and goes back to where the tester was', async () => {
    vi.spyOn(fakeBrowser.tabs, 'query').mockImplementationOnce(async () => [{ id: 7 }] as never);
    const { tabId, fromTabId } = await tabWindow.prepare(redirectUri);
    expect(fromTabId).toBe(7);
    const update = vi.spyOn(fakeBrowser.tabs, 'update').mockImplementationOnce(async () => undefined as never);
    await tabWindow.close(tabId, fromTabId);
    expect(update).toHaveBeenCalledWith(7, { active: true });
    expect(await fakeBrowser.tabs.get(tabId)).toBeUndefined();
    expect(session.rules.size).toBe(0);
    vi.restoreAllMocks();
  });

  test('can be closed though both tabs are gone', async () => {
    vi.spyOn(fakeBrowser.tabs, 'update').mockRejectedValue(new Error('No tab with id: 1.'));
    vi.spyOn(fakeBrowser.tabs, 'remove').mockRejectedValue(new Error('No tab with id: 2.'));
    await expect(tabWindow.close(2, 1)).resolves.toBeUndefined();
    vi.restoreAllMocks();
  });

  test('that can’t be opened, stopped or sent is told as such', async () => {
    vi.spyOn(fakeBrowser.tabs, 'create').mockRejectedValueOnce(new Error('no window'));
    await expect(tabWindow.prepare(redirectUri)).rejects.toMatchObject({ code: 'window_refused' });
    await expect(tabWindow.prepare('not a url')).rejects.toMatchObject({ code: 'window_refused' });
    vi.spyOn(fakeBrowser.tabs, 'update').mockRejectedValueOnce(new Error('No tab with id: 9.'));
    await expect(tabWindow.go(9, url)).rejects.toMatchObject({
      code: 'window_refused',
      message: expect.stringContaining('No tab with id: 9.'),
    });
    vi.restoreAllMocks();
  });
});
