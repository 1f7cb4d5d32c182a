import { readdir } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { patience } from './support/patience.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

type Kept = { keptOut: Set<string> };

/** Tries all that could bring something of a stranger's into a page of ours, and notes what of it the browser keeps out. */
function tryAll(origin: string): void {
  const keptOut = new Set<string>();
  (globalThis as unknown as Kept).keptOut = keptOut;
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => keptOut.add(effectiveDirective));
  append('link', { rel: 'stylesheet', href: `${origin}/page.css` });
  append('img', { src: `${origin}/api/image.png` });
  append('audio', { src: `${origin}/api/sound.wav` });
  append('iframe', { src: `${origin}/` });
  append('base', { href: `${origin}/` });
  append('p', {}).append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
  const face = new FontFace('stranger', `url(${origin}/api/font.woff2)`);
  void face.load().catch(() => undefined);
  const form = append('form', { action: `${origin}/`, method: 'post' });
  for (const attempt of [() => new WebSocket(`${origin.replace('http', 'ws')}/api/socket`), () => form.submit()]) {
    try {
      attempt();
    } catch {
      // Firefox says so at once, too.
    }
  }

  function append<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: object): HTMLElementTagNameMap[Tag] {
    return document.body.appendChild(Object.assign(document.createElement(tag), properties));
  }
}

/** Tries to make markup and code of a text, in each way that there is; gives those that worked. */
async function tryText(): Promise<string[]> {
  const text = '<img src=x>';
  const box = document.createElement('div');
  const ways: Record<string, () => unknown> = {
    innerHTML: () => Object.assign(box, { innerHTML: text }),
    outerHTML: () => Object.assign(document.body.appendChild(box), { outerHTML: text }),
    insertAdjacentHTML: () => box.insertAdjacentHTML('beforeend', text),
    'document.write': () => document.write(text),
    srcdoc: () => Object.assign(document.createElement('iframe'), { srcdoc: text }),
    createContextualFragment: () => document.createRange().createContextualFragment(text),
    'a script’s text': () => Object.assign(document.createElement('script'), { text: 'void 0' }),
    'a script’s address': () => Object.assign(document.createElement('script'), { src: 'https://stranger.example/' }),
    'a worker of another origin': () => new Worker('https://stranger.example/'),
    'another policy': () =>
      (
        globalThis as unknown as { trustedTypes: { createPolicy(name: string, policy: object): unknown } }
      ).trustedTypes.createPolicy('own', { createHTML: (each: string) => each }),
  };
  return Object.entries(ways).flatMap(([name, way]) => {
    try {
      way();
      return name;
    } catch {
      return [];
    }
  });
}

describe.each([
  ['The popup', (): Promise<Page> => dock.running.openExtensionPage('popup.html')],
  ['The workbench', (): Promise<Page> => dock.openWorkbench()],
])('%s', (_, open) => {
  test('loads nothing that is not its own', async () => {
    const page = await open();
    const { requests } = dock.api;
    const before = requests.length;
    await page.evaluate(tryAll, dock.api.origin);
    const kept = () => page.evaluate(() => [...(globalThis as unknown as Kept).keptOut].sort());
    const all = ['base-uri', 'connect-src', 'font-src', 'form-action', 'frame-src', 'img-src', 'media-src'];
    await vi.waitFor(async () => expect(await kept()).toEqual([...all, 'style-src-elem']), patience);
    expect(requests.length).toBe(before);
    await page.close();
  });

  test('makes neither markup nor code of a text', async () => {
    const page = await open();
    expect(await page.evaluate(tryText)).toEqual([]);
    await page.close();
  });
});

test('Where XML is read, nothing else becomes markup either', async () => {
  const page = await dock.openWorkbench();
  const chunks = await readdir(`${inject('extension')}/chunks`);
  const reader = chunks.find((name) => name.startsWith('transfer-work-'));
  // As a text: the test runner would take this import for one of its own.
  await page.evaluate(`import('/chunks/${reader}')`);
  const read = () => new DOMParser().parseFromString('<read/>', 'text/xml').documentElement.localName;
  expect(await page.evaluate(read)).toBe('read');
  expect(await page.evaluate(tryText)).toEqual([]);
  await page.close();
});
