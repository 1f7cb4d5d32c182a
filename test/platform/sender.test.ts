import { describe, expect, test } from 'vitest';
import type { Runtime } from 'webextension-polyfill';
import { expectOwnPage, expectPage } from '../../src/platform/sender.ts';

type Sender = Runtime.MessageSender & { origin?: string };

const id = 'test-extension-id';
const own = `chrome-extension://${id}`;
const refused = expect.objectContaining({ code: 'sender_refused' });

const popup: Sender = { id, url: `${own}/popup.html` };
const tab = { id: 4, index: 0, highlighted: false, active: true, pinned: false, incognito: false };
const script: Sender = {
  id,
  url: 'https://app.acme.example/pets',
  origin: 'https://app.acme.example',
  tab,
  frameId: 0,
};

describe('What only our own pages may ask', () => {
  test('is answered to the popup, and to our page in a tab', () => {
    expect(() => expectOwnPage(popup)).not.toThrow();
    expect(() => expectOwnPage({ ...popup, url: `${own}/workbench.html#/profiles`, tab })).not.toThrow();
  });

  test.each<[string, Sender]>([
    ['a content script', script],
    ['another extension', { id: 'another', url: 'chrome-extension://another/popup.html' }],
    ['another extension that names our page', { ...popup, id: 'another' }],
    ['a page whose address begins like ours', { id, url: `chrome-extension://${id}.evil.example/popup.html` }],
    ['a page that has our address in its own', { id, url: `https://evil.example/${own}/popup.html` }],
    ['nobody', {}],
    ['a sender without an address', { id }],
  ])('is refused to %s', (_, sender) => {
    expect(() => expectOwnPage(sender)).toThrow(refused);
  });
});

describe('A content script', () => {
  test('speaks for the tab and the page that the browser says', () => {
    expect(expectPage(script)).toEqual({ tabId: 4, url: 'https://app.acme.example/pets', isTop: true });
    expect(expectPage({ ...script, frameId: 3 })).toMatchObject({ isTop: false });
  });

  test('speaks for its page where the browser names no origin (Firefox)', () => {
    const { origin: _, ...firefox } = script;
    expect(expectPage(firefox).url).toBe('https://app.acme.example/pets');
  });

  test.each<[string, Sender]>([
    ['of another extension', { ...script, id: 'another' }],
    ['in no tab', { id, url: script.url, frameId: 0 } as Sender],
    ['in a tab without a number', { ...script, tab: { ...tab, id: undefined } } as unknown as Sender],
    ['on a page without an address', { id, tab, frameId: 0 }],
    ['on a page of the browser', { ...script, url: 'chrome://settings/', origin: 'chrome://settings' }],
    ['in an empty frame', { ...script, url: 'about:blank' }],
    ['on a file', { ...script, url: 'file:///etc/passwd', origin: 'null' }],
    ['in a sandboxed frame, which has no origin', { ...script, origin: 'null' }],
    ['whose origin is another', { ...script, origin: 'https://evil.example' }],
    ['on our own page', popup],
  ])('%s is refused', (_, sender) => {
    expect(() => expectPage(sender)).toThrow(refused);
  });
});
