import { describe, expect, test } from 'vitest';
import { revokeToken } from './support/dead-token.ts';
import { modes } from './support/every-kind.ts';
import { attack, lootOf } from './support/hostile-page.ts';
import { withToken } from './support/with-token.ts';

const our = withToken();

/** Offers ports, asks for one, and says on everything that hears what our scripts say to each other; then it calls the API. */
async function forge(url: string): Promise<unknown> {
  const heard: unknown[] = [];
  const parts = [{ in: 'header', name: 'Authorization', value: 'Bearer forged' }];
  const binding = { bindingId: 'forged', api: ['^http'], methods: [], leaves: false, parts, ifPresent: 'replace' };
  const bindings = [{ ...binding, proves: false, dueAt: undefined, byRule: false }];
  const answer = { well: true, parts, why: undefined, offer: undefined };
  const words = [
    { kind: 'armed', bindings },
    { kind: 'answered', to: '', bindings, answer },
    { kind: 'answered', to: '#1', bindings, answer },
    { kind: 'renew', to: 'forged', bindingId: 'forged' },
    { kind: 'report', row: { bindingId: 'forged', method: 'GET', url, at: 1, did: 'added', status: 200 } },
    { kind: 'gone' },
    { type: 'page.arm' },
  ];
  const hear = ({ data }: MessageEvent) => heard.push(data);
  for (const name of ['tokendock:offer', 'tokendock:ready']) {
    for (const target of [window, document]) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = hear;
      const isTaken = !target.dispatchEvent(new MessageEvent(name, { ports: [port2], cancelable: true }));
      if (isTaken) heard.push('the port was taken');
      for (const word of words) port1.postMessage(word);
    }
  }
  for (const name of ['tokendock:offer', 'tokendock:ready']) {
    window.addEventListener(name, () => heard.push(`${name} came`), true);
  }
  window.dispatchEvent(new Event('tokendock:ready'));
  const own: unknown[] = [];
  window.addEventListener('message', ({ data }) => own.push(data));
  for (const word of words) {
    window.postMessage(word, '*');
    window.dispatchEvent(new MessageEvent('message', { data: word }));
  }
  const { status } = await fetch(url);
  const said = own.filter((word) => !words.some((each) => JSON.stringify(each) === JSON.stringify(word)));
  return { status, said, heard: heard.filter((each) => each !== 'tokendock:ready came') };
}

describe.each(modes)('In %s mode', (mode) => {
  test.each([
    ['a bound page', () => our.dock.api.origin, 200],
    ['an unbound page', () => our.elsewhere, 401],
  ])('%s that forges our messages is not heard, and changes nothing', async (_, origin, status) => {
    await our.bind(mode);
    const page = await our.dock.openPage(`${origin()}/hostile.html`);
    const url = `${our.dock.api.origin}/api/pets`;
    expect(await page.evaluate(forge, url)).toEqual({ status, said: [], heard: [] });
    expect(our.dock.api.requests.map(({ authorization }) => authorization)).not.toContain('Bearer forged');
    const rows = await our.dock.send('activity.list', undefined);
    expect(rows.filter(({ bindingId }) => bindingId === 'forged')).toEqual([]);
    await page.close();
  });

  test('an unbound page that patches everything is never told that we are there', async () => {
    await our.bind(mode);
    const page = await our.dock.openPage(`${our.elsewhere}/hostile.html?patch=MessagePort`);
    for (const group of ['EventTarget', 'Headers', 'Request', 'URL', 'WeakMap and Map'])
      await page.evaluate(
        (name) => (globalThis as unknown as { hostile: { patch(name: string): void } }).hostile.patch(name),
        group,
      );
    expect(await attack(page)).toEqual([401, 401, 401, 401]);
    expect(await lootOf(page)).toEqual([]);
    await page.close();
  });

  test('what a page finds in window.event while its call waits for a new token is not our port', async () => {
    await our.bind(mode);
    // A token that the tester renewed is renewed for a page once more.
    await our.dock.send('token.renew', { id: our.tokenId });
    const page = await our.dock.openPage(`${our.dock.api.origin}/hostile.html?patch=Symbol.species`);
    await attack(page);
    await revokeToken(our.dock);
    expect(await attack(page, 'Promise')).toEqual([200, 200, 200, 200]);
    expect(await lootOf(page)).toEqual([]);
    await page.close();
  });
});
