import type { Frame } from 'puppeteer';
import { describe, expect, test } from 'vitest';
import { modes } from './support/every-kind.ts';
import { withToken } from './support/with-token.ts';

const our = withToken();

type Made = { src?: string; srcdoc?: string; sandbox?: string };

/** A frame in a page, once it is there. */
async function frameIn(pageUrl: string, made: Made): Promise<Frame> {
  const page = await our.dock.openPage(pageUrl);
  await page.evaluate(
    (properties) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        for (const [name, value] of Object.entries(properties)) frame.setAttribute(name, value);
        frame.onload = resolve;
        document.body.append(frame);
      }),
    made as Record<string, string>,
  );
  const frame = page.frames().find((each) => each !== page.mainFrame());
  if (!frame) throw new Error('there is no frame');
  return frame;
}

/** Whom the API saw behind what the frame sent by fetch, XMLHttpRequest and an image. */
async function usersOf(frame: Frame, id: string): Promise<(string | undefined)[]> {
  const all = (kind: string) => `${our.dock.api.origin}/api/${kind}?id=${encodeURIComponent(id)}`;
  await frame.evaluate(
    async (calls, image) => {
      await fetch(calls).catch(() => undefined);
      await new Promise((resolve) => {
        const call = new XMLHttpRequest();
        call.onloadend = resolve;
        call.open('GET', calls);
        call.send();
      });
      await new Promise((resolve) => Object.assign(new Image(), { onload: resolve, onerror: resolve, src: image }));
    },
    all('pets'),
    all('image.png'),
  );
  const made = our.dock.api.requests.filter((each) => each.id === id && each.method !== 'OPTIONS');
  return made.map(({ user, authorization }) => user ?? authorization);
}

const hidden = (text: string): string => `data:text/html,<title>${text}</title>`;

describe.each(modes)('In %s mode', (mode) => {
  test.each<[string, () => Made]>([
    ['of another origin', () => ({ src: `${our.elsewhere}/hostile.html` })],
    ['of no origin, written in place', () => ({ srcdoc: '<p>Hello', sandbox: 'allow-scripts' })],
    ['of no origin, from the bound site', () => ({ src: '/hostile.html', sandbox: 'allow-scripts' })],
    ['of no origin, from a data URL', () => ({ src: hidden('Hello') })],
  ])('a frame %s in a bound page sends nothing as the user', async (what, made) => {
    await our.bind(mode);
    const frame = await frameIn(our.dock.api.origin, made());
    expect(await usersOf(frame, `${mode} ${what}`)).toEqual([undefined, undefined, undefined]);
    await frame.page().close();
  });

  test('a bound page in a frame of another origin speaks as the user, and its parent does not', async () => {
    await our.bind(mode);
    const frame = await frameIn(`${our.elsewhere}/`, { src: `${our.dock.api.origin}/hostile.html` });
    expect(await usersOf(frame, `${mode} within`)).toEqual(['alice', 'alice', 'alice']);
    expect(await usersOf(frame.page().mainFrame(), `${mode} around`)).toEqual([undefined, undefined, undefined]);
    await frame.page().close();
  });

  test.each<[string, Made]>([
    ['about:blank', { src: 'about:blank' }],
    ['srcdoc', { srcdoc: '<p>Hello' }],
    ['a blob', { src: 'blob' }],
  ])('a page’s own frame of %s has calls with the token, but no page reads it there', async (what, made) => {
    await our.bind(mode);
    const page = await our.dock.openPage(`${our.dock.api.origin}/hostile.html`);
    const id = `${mode} ${what}`;
    const loot = await page.evaluate(
      async (properties, url) => {
        const { hostile } = globalThis as unknown as {
          hostile: { look(...things: unknown[]): void; loot(): string[] };
        };
        const frame = document.createElement('iframe');
        const src = properties.src === 'blob' ? URL.createObjectURL(new Blob(['<p>Hello'], { type: 'text/html' })) : '';
        const loaded = new Promise((resolve) => {
          frame.onload = resolve;
        });
        Object.assign(frame, properties, src && { src });
        document.body.append(frame);
        await loaded;
        const inside = frame.contentWindow as Window & typeof globalThis;
        // Our functions with its built-ins, its functions in our page, and each thing that it makes looked at.
        for (const call of [inside.fetch, fetch]) {
          for (const self of [inside, window]) {
            const request = new inside.Request(url);
            const response = await call.call(self, request);
            hostile.look([...request.headers], [...response.headers], response.url);
          }
        }
        const made = new inside.XMLHttpRequest();
        XMLHttpRequest.prototype.open.call(made, 'GET', url, false);
        inside.XMLHttpRequest.prototype.send.call(made);
        hostile.look(made.getAllResponseHeaders(), made.responseURL);
        return hostile.loot();
      },
      made,
      `${our.dock.api.origin}/api/pets?id=${encodeURIComponent(id)}`,
    );
    const made5 = our.dock.api.requests.filter((each) => each.id === id);
    expect(made5.map(({ user }) => user)).toEqual(['alice', 'alice', 'alice', 'alice', 'alice']);
    expect(loot.join()).not.toContain('eyJ');
    await page.close();
  });

  test('a document that a page opens anew gets at nothing', async () => {
    await our.bind(mode);
    const page = await our.dock.openPage(`${our.dock.api.origin}/hostile.html`);
    const heard = await page.evaluate(async () => {
      const heard: unknown[] = [];
      const frame = document.body.appendChild(document.createElement('iframe'));
      for (const each of [window, frame.contentWindow as Window & typeof globalThis]) {
        each.document.open();
        each.addEventListener('tokendock:offer', (event) => heard.push(event), true);
        for (const name of ['tokendock:ready', 'tokendock:offer']) each.dispatchEvent(new Event(name));
        each.document.write('<p>Hello');
        each.dispatchEvent(new Event('tokendock:ready'));
        each.document.close();
      }
      return heard.filter((event) => !(event as Event).isTrusted && 'ports' in (event as Event)).length;
    });
    expect(heard).toBe(0);
    expect(await usersOf(page.mainFrame(), `${mode} anew`)).toEqual(['alice', 'alice', 'alice']);
    await page.close();
  });
});
