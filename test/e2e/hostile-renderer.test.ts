import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyMessage, unansweredNames } from '../support/every-message.ts';
import { getToken, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let elsewhere: string;
let alice: string;
let bob: string;
beforeAll(async () => {
  dock = await openTokendock();
  elsewhere = `http://127.0.0.1:${dock.api.port}`;
  alice = (await getToken(dock, 'alice', signInAgain(dock.server))).id;
  bob = (await getToken(dock, 'bob', signInAgain(dock.server))).id;
  await dock.send('binding.add', { id: 'a', tokenId: alice, api: [api()], pages: [`${dock.api.origin}/*`] });
  await dock.send('binding.add', { id: 'b', tokenId: bob, api: [api()], pages: [`${elsewhere}/demo/*`] });
});
afterAll(() => dock?.close());

const api = () => `${dock.api.origin}/api/*`;

type Reply = { answer?: unknown; failure?: { code: string } } | null;
type Said = { url: string; origin: string; replies: [string, Reply][] };

type Extension = {
  runtime: {
    sendMessage(message: unknown): Promise<Reply>;
    connect(options: { name: string }): { onDisconnect: { addListener(listener: () => void): void } };
  };
  storage: Partial<
    Record<
      'local' | 'session' | 'sync' | 'managed',
      { get(): Promise<object>; setAccessLevel?(to: object): Promise<void> }
    >
  >;
  tabs: { query(about: object): Promise<{ id: number }[]> };
  scripting: { executeScript(options: object): Promise<{ result: unknown }[]> };
};

/** Has every frame of the page in front do something as our content script there, as whoever took over its renderer could. */
async function asContentScripts<Result>(script: (...args: never[]) => Result, ...args: unknown[]) {
  const text = `((args) => (async () => {
    const [{ id: tabId }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const target = { tabId, allFrames: true };
    return (await chrome.scripting.executeScript({ target, func: ${script}, args })).map(({ result }) => result);
  })())(${JSON.stringify(args)})`;
  return (await dock.own.evaluate(text)) as Awaited<Result>[];
}

/** Says all of it to the background. */
async function sayAll(messages: [string, unknown][]): Promise<Said> {
  const { runtime } = (globalThis as unknown as { chrome: Extension }).chrome;
  const replies: [string, Reply][] = [];
  for (const [type, data] of messages) {
    replies.push([type, (await runtime.sendMessage({ type, data }).catch(() => null)) ?? null]);
  }
  return { url: location.href, origin: globalThis.origin, replies };
}

/** A page with a frame of each kind in it, in front. */
async function pageWithFrames(url: string) {
  const page = await dock.openPage(url);
  const frames = [
    { src: `${dock.api.origin}/hostile.html?frame` },
    { src: `${elsewhere}/hostile.html?frame` },
    { src: `${dock.api.origin}/hostile.html?sandboxed`, sandbox: 'allow-scripts' },
    { srcdoc: '<p>Hello' },
    { srcdoc: '<p>Hello', sandbox: 'allow-scripts' },
    { src: 'about:blank' },
    { src: 'data:text/html,<p>Hello' },
  ];
  await page.evaluate(
    (all) =>
      Promise.all(
        all.map((properties) => {
          const frame = document.createElement('iframe');
          for (const [name, value] of Object.entries(properties)) frame.setAttribute(name, value);
          const loaded = new Promise((resolve) => {
            frame.onload = resolve;
          });
          document.body.append(frame);
          return loaded;
        }),
      ).then(() => undefined),
    frames as Record<string, string>[],
  );
  return page;
}

/** Without what time changes by itself. */
async function kept(): Promise<unknown> {
  const { profiles, bindings } = await dock.status();
  return {
    profiles: profiles.map(({ id, tokens }) => [id, tokens.map(({ id }) => id)]),
    bindings: bindings.map(({ id, tokenId, enabled }) => ({ id, tokenId, enabled })),
  };
}

const isBound = ({ url, origin }: Said) => origin === dock.api.origin && url.startsWith(`${origin}/`);

test.each([
  ['a bound page', () => dock.api.origin],
  ['a page of another origin', () => elsewhere],
])(
  'Every message, said as a content script in %s and in each of its frames, gets that page’s own bindings and nothing else',
  async (_, origin) => {
    const page = await pageWithFrames(`${origin()}/hostile.html`);
    const [profileId = ''] = (await dock.status()).profiles.map(({ id }) => id);
    const before = await kept();
    const url = `${dock.api.origin}/api/pets`;
    const about = [
      everyMessage({ profileId, tokenId: alice, bindingId: 'a', url }),
      everyMessage({ profileId, tokenId: bob, bindingId: 'b', url }),
    ];
    const own = about.flatMap((each) => each.own);
    const fromPage = about.flatMap((each) => each.page);
    const unanswered = unansweredNames.map((name): [string, unknown] => [name, { id: bob }]);
    const said = await asContentScripts(sayAll, [...own, ...unanswered, ...fromPage]);
    expect(said.length).toBeGreaterThanOrEqual(4);
    const names = { own: new Set(own.map(([type]) => type)), page: new Set(fromPage.map(([type]) => type)) };
    for (const frame of said) {
      for (const [type, reply] of frame.replies) {
        const what = [frame.url, frame.origin, type];
        if (names.own.has(type)) expect([...what, reply?.failure?.code]).toEqual([...what, 'sender_refused']);
        else if (!names.page.has(type)) expect([...what, reply]).toEqual([...what, null]);
        // Where it is bound, alice's token is the page's own.
        else if (isBound(frame)) expect(JSON.stringify(reply)).not.toMatch(/"bindingId":"b"|refresh_token/);
        else expect(JSON.stringify(reply)).not.toMatch(/eyJ|"bindingId"/);
      }
    }
    const armed = said.filter(isBound).flatMap(({ replies }) => replies.filter(([type]) => type === 'page.arm'));
    expect(armed.length).toBeGreaterThan(0);
    for (const [, reply] of armed) expect(reply?.answer).toMatchObject([{ bindingId: 'a' }]);
    expect(await kept()).toEqual(before);
    await page.close();
  },
);

test('A content script reads nothing that is kept but one random number, opens no storage, and is hung up on', async () => {
  const page = await dock.openPage(`${dock.api.origin}/hostile.html`);
  const kept = await dock.own.evaluate(`chrome.storage.session.get().then(Object.keys)`);
  expect(kept).not.toEqual([]);
  const [found] = await asContentScripts(async () => {
    const { runtime, storage, ...more } = (globalThis as unknown as { chrome: Extension }).chrome;
    const asked = storage.session?.setAccessLevel?.({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' });
    const isOpened = (await asked?.then(() => true).catch(() => false)) ?? false;
    const read = async (area: keyof Extension['storage']) => (await storage[area]?.get().catch(() => undefined)) ?? {};
    const port = runtime.connect({ name: 'activity' });
    const end = await new Promise((resolve) => port.onDisconnect.addListener(() => resolve('hung up')));
    const powers = {
      declarativeNetRequest: 'updateSessionRules',
      identity: 'launchWebAuthFlow',
      permissions: 'request',
      scripting: 'executeScript',
      tabs: 'query',
      webRequest: 'onBeforeRequest',
    };
    return {
      isOpened,
      local: await read('local'),
      others: [await read('session'), await read('sync'), await read('managed')],
      databases: (await indexedDB.databases()).length,
      powers: Object.entries(powers).filter(([api, use]) => use in ((more as Record<string, object>)[api] ?? {})),
      end,
    };
  });
  const others = [{}, {}, {}];
  expect(found).toEqual({
    ...{ isOpened: false, local: { armed: expect.stringMatching(/^[\da-f-]{36}$/) }, others },
    ...{ databases: 0, powers: [], end: 'hung up' },
  });
  await page.close();
});
