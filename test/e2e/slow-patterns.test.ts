import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePattern } from '../../src/core/url-pattern.ts';
import { click, fill } from '../support/by-hand.ts';
import { bindIn } from './support/bind-in.ts';
import { modes } from './support/every-kind.ts';
import { sees } from './support/sees.ts';
import { getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let tokenId: string;
beforeAll(async () => {
  dock = await openTokendock();
  tokenId = (await getToken(dock, 'alice')).id;
});
afterAll(() => dock?.close());

/** Nobody would wait for the end of one step for each way to read the URL. */
test.each(modes)(
  'Patterns with many ways to read a long URL keep neither page nor popup waiting (%s mode)',
  async (mode) => {
    const { origin } = dock.api;
    const many = `${origin}/api/${'*a'.repeat(20)}x`;
    const expression = `regex:^${origin.replaceAll('.', '\\.')}/api/.*a.*x$`;
    await bindIn(mode, dock, {
      tokenId,
      api: [many, expression, `${origin}/api/pets*`].map(parsePattern),
      pages: [`${origin}/*`],
    });
    const page = await dock.openPage(origin);
    const ask = (signs: number) =>
      page.evaluate(async (url) => (await fetch(url)).status, `/api/pets?${'a'.repeat(signs)}`);
    expect([await ask(3_000), await ask(9_000)]).toEqual([200, 200]);
    expect((await dock.status()).bindings).toHaveLength(1);
    await page.close();
  },
);

test('An expression that could take long is refused where it is typed, with what to do', async () => {
  for (const { id } of (await dock.status()).bindings) await dock.send('binding.remove', { id });
  const page = await dock.openPage(dock.api.origin);
  const popup = await dock.openPopup();
  await click(popup, 'Use the token of alice');
  await click(popup, `Always for ${new URL(dock.api.origin).host}…`);
  await fill(popup, { 'Requests to': `regex:^http://localhost:\\d+/(a+)+$` });
  await click(popup, 'Use it');
  await sees(popup, 'could take very long on some URLs. Say where each repeat ends');
  expect((await dock.status()).bindings).toEqual([]);
  await popup.close();
  await page.close();
});
