import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onWatcher } from '../../src/platform/watch-port.ts';

const id = 'test-extension-id';
const own = `chrome-extension://${id}`;
const tab = { id: 4 };

type Port = { name: string; sender: object | undefined };

let heard: number;
let connect: (port: object) => void;
beforeEach(() => {
  heard = 0;
  const addListener = (listener: typeof connect) => {
    connect = listener;
  };
  Object.assign(fakeBrowser, { runtime: { ...fakeBrowser.runtime, id, onConnect: { addListener } } });
  onWatcher(() => {
    heard += 1;
  });
});

/** Whether the port is still open, after it was offered. */
function isOpenAfter(port: Port): boolean {
  let isOpen = true;
  const disconnect = () => {
    isOpen = false;
  };
  connect({ ...port, disconnect, onDisconnect: { addListener: () => undefined } });
  return isOpen;
}

test('Our panel has requests seen for it', () => {
  expect(isOpenAfter({ name: 'activity', sender: { id, url: `${own}/panel.html?tab=4`, origin: own } })).toBe(true);
  expect(heard).toBe(1);
});

test.each<[string, Port]>([
  ['A content script', { name: 'activity', sender: { id, url: 'https://app.acme.example/', tab, frameId: 0 } }],
  ['Another extension', { name: 'activity', sender: { id: 'another', url: `${own}/panel.html` } }],
  ['Nobody', { name: 'activity', sender: undefined }],
  ['A port of another name', { name: 'other', sender: { id, url: `${own}/panel.html`, origin: own } }],
])('%s is hung up on', (_, port) => {
  expect(isOpenAfter(port)).toBe(false);
  expect(heard).toBe(0);
});
