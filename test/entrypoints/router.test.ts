import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { listenToMessages } from '../../entrypoints/background/router.ts';
import { aBinding, aProfile, aToken } from '../core/support/records.ts';
import { everyMessage, unansweredNames } from '../support/every-message.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

type Reply = { answer?: unknown; failure?: { code: string } } | undefined;
type Listener = (message: unknown, sender: object) => Promise<Reply> | undefined;

const id = 'test-extension-id';
const own = `chrome-extension://${id}`;
const tab = { id: 4, windowId: 1, index: 0 };
const scriptAt = (url: string, more: object = {}) => ({
  id,
  url,
  origin: new URL(url).origin,
  tab,
  frameId: 0,
  ...more,
});

const bound = 'https://app.acme.example/pets';
const senders = {
  'our popup': { id, url: `${own}/popup.html`, origin: own },
  'our workbench in a tab': { id, url: `${own}/workbench.html#/profiles`, origin: own, tab, frameId: 0 },
  'a bound page': scriptAt(bound),
  'a bound page in a frame': scriptAt(bound, { frameId: 7 }),
  'a page of another origin': scriptAt('https://evil.example/'),
  'a page whose name begins like the bound one': scriptAt('https://app.acme.example.evil.example/'),
  'the bound host on another port': scriptAt('https://app.acme.example:444/pets'),
  'the bound host without TLS': scriptAt('http://app.acme.example/pets'),
  'a bound page in a sandboxed frame': scriptAt(bound, { origin: 'null', frameId: 7 }),
  'a frame that took over its parent’s address': scriptAt(bound, { origin: 'https://evil.example', frameId: 7 }),
  'an empty page': scriptAt('https://app.acme.example', { url: 'about:blank', origin: 'null' }),
  'a frame without an address of its own': scriptAt(bound, { url: 'about:srcdoc', frameId: 7 }),
  'a blob of the bound page': scriptAt(bound, { url: `blob:${bound}` }),
  'a file': scriptAt(bound, { url: 'file:///etc/passwd', origin: 'null' }),
  'a page of the browser': scriptAt(bound, { url: 'chrome://settings/', origin: 'chrome://settings' }),
  'another extension': {
    id: 'another',
    url: 'chrome-extension://another/popup.html',
    origin: 'chrome-extension://another',
  },
  'another extension’s script in a bound page': scriptAt(bound, { id: 'another' }),
  'another extension at our address': { id: 'another', url: `${own}/popup.html`, origin: own },
  'our address in a sandboxed frame': { id, url: `${own}/popup.html`, origin: 'null' },
  'a page in no tab': { id, url: bound, origin: 'https://app.acme.example', frameId: 0 },
  nobody: {},
};
type Sender = keyof typeof senders;
const all = Object.keys(senders) as Sender[];
const ownPages: Sender[] = ['our popup', 'our workbench in a tab'];
const boundPages: Sender[] = ['a bound page', 'a bound page in a frame'];
const otherPages: Sender[] = [
  'a page of another origin',
  'a page whose name begins like the bound one',
  'the bound host on another port',
  'the bound host without TLS',
];

let memory: Memory;
let calls: string[];
let listen: Listener;
beforeEach(() => {
  memory = createMemory();
  memory.identityWindow.answer = () => Promise.reject(new Error('closed'));
  const addListener = (listener: Listener) => {
    listen = listener;
  };
  Object.assign(fakeBrowser, { runtime: { ...fakeBrowser.runtime, id, onMessage: { addListener } } });
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
  memory.disk.tokens.set('bob', aToken({ id: 'bob', access_token: 'access-of-bob', refresh_token: 'refresh-of-bob' }));
  memory.disk.bindings.set('binding', aBinding());
  memory.disk.bindings.set('other', aBinding({ id: 'other', tokenId: 'bob', pages: ['https://other.example/*'] }));
  memory.disk.bindings.set('tab', aBinding({ id: 'tab', tokenId: 'bob', tabId: 5 }));
  const background = memory.background();
  calls = background.calls;
  listenToMessages(background.ports, Promise.resolve());
});

const asked = (bindingId: string, tokenId: string) =>
  everyMessage({ profileId: 'acme', tokenId, bindingId, url: 'https://api.acme.example/pets' });
const messages = asked('binding', 'alice');
const everyPair = <Each>(froms: readonly Sender[], what: readonly [string, Each][]) =>
  froms.flatMap((from) => what.map(([type, data]) => ({ from, type, data })));

const say = (from: Sender, type: string, data: unknown) => listen({ type, data }, senders[from]);
const refused = { failure: { code: 'sender_refused', values: {} } };
const others = (some: readonly Sender[]) => all.filter((each) => !some.includes(each));

describe('What is for our own pages', () => {
  test.each(everyPair(others(ownPages), messages.own))('“$type” is refused to $from', async ({ from, type, data }) => {
    expect(await say(from, type, data)).toEqual(refused);
    expect(calls).toEqual([]);
  });

  test.each(everyPair(ownPages, messages.own))('“$type” is answered to $from', async ({ from, type, data }) => {
    expect(await say(from, type, data)).not.toEqual(refused);
  });
});

describe('What is for pages’ content scripts', () => {
  test.each(everyPair(others([...boundPages, ...otherPages]), messages.page))(
    '“$type” is refused to $from',
    async ({ from, type, data }) => {
      expect(await say(from, type, data)).toEqual(refused);
      expect(calls).toEqual([]);
    },
  );

  test.each(everyPair(otherPages, messages.page))(
    '“$type” gets nothing out for $from, and changes nothing',
    async ({ from, type, data }) => {
      const before = structuredClone([...memory.disk.tokens, ...memory.disk.bindings]);
      const reply = JSON.stringify(await say(from, type, data));
      expect(reply).not.toMatch(/access-of|refresh-of|api\.acme|"binding"|"other"/);
      expect(calls).not.toContain('fetch');
      expect(memory.browser.reported).toEqual([]);
      expect([...memory.disk.tokens, ...memory.disk.bindings]).toEqual(before);
    },
  );

  test.each(boundPages)('%s gets its own binding', async (from) => {
    expect(await say(from, 'page.arm', undefined)).toMatchObject({
      answer: [{ bindingId: 'binding', parts: [{ value: 'Bearer access-of-alice' }] }],
    });
  });

  test.each(
    ['other', 'tab'].flatMap((bindingId) =>
      everyPair(boundPages, asked(bindingId, 'bob').page).map((each) => ({ ...each, bindingId })),
    ),
  )('“$type” about “$bindingId” gets nothing of that out for $from', async ({ from, type, data }) => {
    const reply = JSON.stringify(await say(from, type, data));
    expect(reply ?? '').not.toMatch(/of-bob|"other"|"tab"/);
    expect(calls).not.toContain('fetch');
    expect(memory.browser.reported).toEqual([]);
  });

  test('a page can’t say who it is', async () => {
    const claim = { url: bound, tabId: 4, tab, origin: 'https://app.acme.example', sender: senders['a bound page'] };
    for (const from of otherPages) {
      expect(await listen({ type: 'page.arm', data: claim, ...claim }, senders[from])).toEqual({ answer: [] });
    }
    expect(await listen({ type: 'status.ofBackground', ...senders['our popup'] }, senders['a bound page'])).toEqual(
      refused,
    );
  });
});

describe('What nobody is told', () => {
  test.each(all)('is not told to %s', (from) => {
    for (const type of unansweredNames) expect([type, say(from, type, { id: 'alice' })]).toEqual([type, undefined]);
    expect(calls).toEqual([]);
  });
});
