import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

const secret = 'basic-secret+%/:~';

/** The requests as they are shown, by their titles. */
function shownRequests(): Promise<Record<string, string>> {
  return bench.$$eval('.preview pre', (each) =>
    Object.fromEntries(each.map((pre) => [pre.ariaLabel ?? '', pre.textContent.replace(/\s+/g, '')])),
  );
}

test('While I type, I see the requests that will be sent, and no secret in them', async () => {
  await beginProfile(bench, { name: 'Back office', issuer: dock.server.issuer });
  await fill(bench, {
    'Client id': 'tester-basic',
    'Client secret': secret,
    'Client authentication': 'Secret in a Basic header',
    Scope: 'openid profile',
  });
  await sees(bench, '&client_id=tester-basic');
  await sees(bench, '&scope=openid+profile');
  const shown = await shownRequests();
  expect(Object.keys(shown)).toEqual(['Authorization request', 'Key set request', 'Token request', 'Refresh request']);
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`basic-secret|${btoa('tester-basic')}`));
});

test('A pushed request is shown as two', async () => {
  await unfold(bench, 'More');
  await click(bench, 'Push the request');
  await sees(bench, 'request_uri=');
  const names = Object.keys(await shownRequests());
  expect(names).toHaveLength(5);
  await click(bench, 'Push the request');
  await sees(bench, '&client_id=tester-basic');
});

test('What is sent is what was shown', async () => {
  const { 'Token request': shown = '' } = await shownRequests();
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  const [sent] = dock.server.requests.filter(({ path }) => path === '/token');
  for (const name of Object.keys(sent?.body ?? {})) expect(shown).toContain(`${name}=`);
  expect(shown).toContain(`grant_type=${sent?.body.grant_type}`);
});
