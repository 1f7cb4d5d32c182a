import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

test.each(['code id_token', 'code token', 'code id_token token'])(
  'A part of the answer comes in the redirect, the rest from the token endpoint (%s)',
  async (type) => {
    const before = dock.server.requests.length;
    await beginProfile(bench, { name: type, issuer: dock.server.issuer });
    await fill(bench, {
      'Client id': 'tester-hybrid',
      Grant: 'Hybrid',
      'Response type': type,
      Scope: 'openid profile',
    });
    await saveForm(bench);
    await signInByHand(dock, bench, 'bob');
    await click(bench, 'Tokens');
    await sees(bench, 'Token of bob');
    await sees(bench, '✓ Signature and claims are good.');
    const redeemed = dock.server.requests.slice(before).filter(({ path }) => path === '/token');
    expect(redeemed).toMatchObject([{ status: 200, body: { grant_type: 'authorization_code' } }]);
  },
);
