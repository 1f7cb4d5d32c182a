import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onFailedNavigation, onPageNavigation } from '../../src/platform/navigation-events.ts';

type Listener = (details: object) => unknown;

const quirks = vi.hoisted(() => ({ stopsInWebRequest: false }));
vi.mock('../../src/platform/quirks.ts', () => quirks);

const onBeforeRequest = { addListener: vi.fn<(listener: Listener, filter: object, extra: string[]) => void>() };
const onErrorOccurred = { addListener: vi.fn<(listener: Listener) => void>() };
beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(fakeBrowser, { webRequest: { onBeforeRequest }, webNavigation: { onErrorOccurred } });
});

const navigation = { tabId: 4, url: 'https://app.acme.example/callback?code=c' };

describe('A navigation is heard', () => {
  test.each([
    ['Chromium, where a rule has stopped it already', false, ['requestBody'], undefined],
    ['Firefox, where it is stopped by the answer', true, ['blocking', 'requestBody'], { cancel: true }],
  ])('in %s', async (_, stopsInWebRequest, extra, answer) => {
    quirks.stopsInWebRequest = stopsInWebRequest;
    const listener = vi.fn(async () => true);
    onPageNavigation(listener);
    const [[hear, filter, asked] = []] = onBeforeRequest.addListener.mock.calls;
    expect([filter, asked]).toEqual([{ urls: ['<all_urls>'], types: ['main_frame'] }, extra]);
    expect(await hear?.(navigation)).toEqual(answer);
    expect(listener).toHaveBeenCalledWith(4, { url: navigation.url });
  });

  test('with the fields of a posted form, doubled ones too', async () => {
    const listener = vi.fn(async () => false);
    onPageNavigation(listener);
    const [[hear] = []] = onBeforeRequest.addListener.mock.calls;
    await hear?.({ ...navigation, requestBody: { formData: { code: ['c'], state: ['s', 't'] } } });
    const form = [
      ['code', 'c'],
      ['state', 's'],
      ['state', 't'],
    ];
    expect(listener).toHaveBeenCalledWith(4, { url: navigation.url, form });
  });

  test('without a form where the body is none', async () => {
    const listener = vi.fn(async () => false);
    onPageNavigation(listener);
    const [[hear] = []] = onBeforeRequest.addListener.mock.calls;
    await hear?.({ ...navigation, requestBody: { raw: [] } });
    expect(listener).toHaveBeenCalledWith(4, { url: navigation.url });
  });
});

test('A page that could not be loaded is heard, a frame in it is not', () => {
  const listener = vi.fn();
  onFailedNavigation(listener);
  const [[hear] = []] = onErrorOccurred.addListener.mock.calls;
  hear?.({ ...navigation, frameId: 3 });
  hear?.({ ...navigation, frameId: 0 });
  expect(listener.mock.calls).toEqual([[4, navigation.url]]);
});
