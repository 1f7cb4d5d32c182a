import { beforeEach, describe, expect, test } from 'vitest';
import type { Scripting } from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { pageScripts } from '../../src/platform/page-scripts.ts';

type Script = Scripting.RegisteredContentScript;
let registered: Script[];
let calls: string[];

/** Content scripts as both browsers keep them: an id that is there can't be registered, one that is not can't be taken away. */
beforeEach(() => {
  registered = [];
  calls = [];
  const has = (id: string) => registered.some((script) => script.id === id);
  Object.assign(fakeBrowser, {
    scripting: {
      getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
        registered.filter(({ id }) => ids.includes(id)),
      async registerContentScripts(scripts: Script[]) {
        calls.push('register');
        if (scripts.some(({ id }) => has(id))) throw new Error('Duplicate script ID.');
        registered = [...registered, ...scripts];
      },
      async updateContentScripts(scripts: Script[]) {
        calls.push('update');
        if (!scripts.every(({ id }) => has(id))) throw new Error('Nonexistent script ID.');
        registered = registered.map((script) => scripts.find(({ id }) => id === script.id) ?? script);
      },
      async unregisterContentScripts({ ids }: { ids: string[] }) {
        calls.push('unregister');
        if (!ids.every(has)) throw new Error('Nonexistent script ID.');
        registered = registered.filter(({ id }) => !ids.includes(id));
      },
    },
  });
});

const app = 'https://app.acme.example/*';
const other = 'https://other.acme.example/*';
/** As Chromium spells them: without a port it would take all. */
const [registeredApp, registeredOther] = ['https://app.acme.example:443/*', 'https://other.acme.example:443/*'];
const to = (...pages: string[]) => pages.map((page) => ({ pages: [page], notPages: [] }));

describe('The content scripts', () => {
  test('are in the bound pages and all their frames from the start, the injector before the bridge', async () => {
    await pageScripts.show(to(app));
    const shared = {
      matches: [registeredApp],
      excludeMatches: [],
      allFrames: true,
      runAt: 'document_start',
      persistAcrossSessions: true,
    };
    expect(registered).toEqual([
      { id: 'page-1-injector', js: ['content-scripts/page-injector.js'], world: 'MAIN', ...shared },
      { id: 'page-2-bridge', js: ['content-scripts/page-bridge.js'], world: 'ISOLATED', ...shared },
    ]);
    expect(registered.map(({ id }) => id).sort()).toEqual(registered.map(({ id }) => id));
  });

  test('follow the bindings, both at once', async () => {
    await pageScripts.show(to(app));
    await pageScripts.show(to(other, app, other));
    expect(registered.map(({ matches }) => matches)).toEqual([
      [registeredApp, registeredOther],
      [registeredApp, registeredOther],
    ]);
    expect(calls).toEqual(['register', 'update']);
  });

  test('are in no page when nothing is bound', async () => {
    await pageScripts.show(to(app));
    await pageScripts.show(to());
    await pageScripts.show(to());
    expect(registered).toEqual([]);
    expect(calls).toEqual(['register', 'unregister']);
  });

  test('are never one of the two alone', async () => {
    await pageScripts.show(to(app));
    registered = registered.slice(0, 1);
    await pageScripts.show(to(app));
    expect(registered.map(({ id }) => id)).toEqual(['page-1-injector', 'page-2-bridge']);
  });

  test('are in all pages of the host where browsers don’t know a pattern’s like', async () => {
    await pageScripts.show(
      to('https://pr-*.acme.example/x/*', 'regex:^https://app\\.acme\\.example/v\\d+/', 'http://[::1]/x/*'),
    );
    expect(registered[0]?.matches).toEqual([
      'http://[::1]:80/x/*',
      'https://*.acme.example/*',
      'https://app.acme.example/*',
    ]);
  });

  test('are left alone when nothing changed', async () => {
    await pageScripts.show(to(app, other));
    await pageScripts.show(to(other, app));
    expect(calls).toEqual(['register']);
  });

  test('are in no page that is left out', async () => {
    const bound = { pages: [app], notPages: ['https://app.acme.example/admin/*', 'https://app.acme.example/login*'] };
    await pageScripts.show([bound]);
    // Chromium takes `/admin/*` for `/admin` as well, which is bound.
    const excludeMatches = ['https://app.acme.example:443/admin/**', 'https://app.acme.example:443/login*'];
    expect(registered.map((script) => script.excludeMatches)).toEqual([excludeMatches, excludeMatches]);
    await pageScripts.show([bound, ...to(app)]);
    expect(registered.map((script) => script.excludeMatches)).toEqual([[], []]);
    expect(calls).toEqual(['register', 'update']);
  });

  test('are in pages that are left out by what browsers don’t know', async () => {
    const notPages = ['regex:^https://app\\.acme\\.example/v\\d+/', 'https://pr-*.acme.example/*'];
    await pageScripts.show([{ pages: [app, 'https://*.acme.example/*'], notPages }]);
    expect(registered[0]?.excludeMatches).toEqual([]);
  });
});
