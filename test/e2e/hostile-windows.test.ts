import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { patience } from './support/patience.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenIds: Record<string, string>;
beforeAll(async () => {
  dock = await openTokendock();
  const plain = (await getToken(dock, 'alice')).id;
  await dock.server.endSessions();
  const dpop = draftFor(dock.server, { id: 'proved', name: 'Proved', dpop: true });
  tokenIds = { plain, 'bound to a key': (await getToken(dock, 'alice', dpop)).id };
});
afterAll(() => dock?.close());

/** The windows that a page can patch before a page of ours gets them: browsers use the first empty document's window again. */
const windows = ['a frame', 'a frame, and changes its own domain', 'a tab', 'a tab that forgets its opener'];
const all = windows.flatMap((which) =>
  Object.keys({ plain: 0, 'bound to a key': 0 }).map((token) => ({ which, token })),
);

type Thief = { heard: string[] };

test.each(all)(
  'A page that takes the port in $which gets no token ($token), asks for it as it may',
  async ({ which, token }) => {
    for (const { id } of (await dock.status()).bindings) await dock.send('binding.remove', { id });
    const bindingId = await dock.send('binding.add', {
      tokenId: tokenIds[token] ?? '',
      api: [`${dock.api.origin}/api/*`],
      pages: [`${dock.api.origin}/*`],
    });
    const page = await dock.openPage(dock.api.origin);
    const tabs = (await dock.running.browser.pages()).length;
    await page.evaluate(stealPort, which, bindingId);
    const heard = () => page.evaluate(() => (globalThis as unknown as Thief).heard);
    const isOver = (texts: string[]) => texts.includes('no port') || texts.join().includes('"kind":"armed"');
    await vi.waitUntil(async () => isOver(await heard()), patience);
    expect((await heard()).join()).not.toMatch(/eyJ|"parts":\[/);
    const opened = (await dock.running.browser.pages()).slice(tabs);
    for (const each of [...opened, page]) await each.close();
  },
);

function stealPort(which: string, bindingId: string): void {
  const heard: string[] = [];
  (globalThis as unknown as Thief).heard = heard;
  const frame = Object.assign(document.createElement('iframe'), { src: '/hostile.html' });
  if (which.startsWith('a frame')) document.body.append(frame);
  const stolen = which.startsWith('a frame') ? frame.contentWindow : window.open('/hostile.html');
  if (!stolen) throw new Error('the window was not opened');
  stolen.addEventListener(
    'tokendock:offer',
    (event) => {
      const [port] = (event as MessageEvent).ports;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!port) return;
      port.onmessage = ({ data }) => heard.push(JSON.stringify(data));
      const call = { bindingId, method: 'GET', url: `${location.origin}/api/pets` };
      const refusal = {
        ...call,
        status: 401,
        at: Date.now(),
        challenge: 'Bearer error="invalid_token"',
        isSecond: false,
      };
      port.postMessage({ kind: 'prove', to: '#1', call });
      port.postMessage({ kind: 'renew', to: bindingId, bindingId });
      port.postMessage({ kind: 'refused', to: '#2', refusal });
    },
    true,
  );
  if (which.endsWith('opener')) stolen.opener = null;
  if (which.endsWith('domain')) {
    // Nobody of this page gets at the frame any more, where browsers still do that.
    const load = () => heard.push('no port');
    frame.addEventListener('load', load);
    document.domain = location.hostname;
  }
}
