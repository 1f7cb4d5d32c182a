import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type ActivityRow, addActivity, mostRows, type SeenRow, withoutQuery } from '../../src/core/activity.ts';
import { joinActivity } from '../../src/core/join-activity.ts';
import { activityHar } from '../../src/features/activity-har.ts';
import { copyRequest } from '../../src/features/copy-request.ts';
import { recordActivity } from '../../src/features/record-activity.ts';
import { explainLost } from '../../src/features/refused-preflights.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { bent } from './support/bend.ts';
import { border } from './support/border.ts';
import { expectNoSecret, sendableSecret } from './support/secret.ts';
import { strangeText } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const url = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom('https', 'https', 'wss'),
        fc.constantFrom('?token=', '#token=', '/?a=b#', '?'),
        sendableSecret,
      )
      .map(([scheme, where, hidden]) => `${scheme}://api.acme.example/pets${where}${hidden}`),
  },
  {
    weight: 1,
    arbitrary: sendableSecret.map((hidden) => `https://user:${encodeURIComponent(hidden)}@api.acme.example/`),
  },
  { weight: 1, arbitrary: strangeText },
);
const row = fc.record(
  {
    bindingId: fc.constantFrom('binding', 'binding', 'another', '__proto__'),
    method: fc.constantFrom('GET', 'POST', 'x\ny'),
    url,
    status: fc.constantFrom(200, 401, 0, 999),
    at: fc.constantFrom(noon, noon + 1000, 0, -1, 8.64e15, 1e300),
    did: fc.constantFrom('added', 'renewed', 'replayed', 'left_alone', 'let_go'),
    by: fc.constantFrom('fetch', 'xhr'),
    why: fc.constantFrom('no_answer', 'no_token', 'just_renewed', 'preflight_refused', 'body_spent', 'own_header'),
    offer: fc.constantFrom(
      { do: 'use_network_mode' },
      { do: 'log_in_again', acr_values: 'gold', max_age: '60', scope: 'a' },
    ),
    held: fc.constantFrom(0, 5, 1e300),
  },
  { requiredKeys: ['bindingId', 'method', 'url', 'at', 'did'] },
);
const cases = fc.record({
  rows: bent(fc.array(row, { maxLength: 5 })),
  access_token: sendableSecret,
  seenAt: fc.integer({ min: 0, max: 5000 }),
});

/** What pages report of their calls. Neither query nor user name nor fragment of a URL is kept, and no token is given away. */
export const activity = border('activity', cases, async ({ rows, access_token, seenAt }) => {
  const { memory, ports } = worldOf(aProfile(), () => new Response());
  memory.disk.tokens.set('alice', aToken({ access_token }));
  memory.disk.bindings.set('binding', aBinding());
  const page = { tabId: 1, url: 'https://app.acme.example/', isTop: true };
  await recordActivity(page, explainLost(page, rows, ports), ports);
  const { reported } = memory.browser;
  assert.ok(reported.every(({ bindingId, tabId }) => bindingId === 'binding' && tabId === 1));
  const seen = reported.slice(0, 2).map(
    ({ at, ...each }, index): SeenRow => ({
      ...each,
      at: at - seenAt,
      took: seenAt,
      id: `seen-${index}`,
      isCall: true,
      url: withoutQuery(each.url),
    }),
  );
  const joined = joinActivity(reported, seen);
  assert.ok(joined.length <= Math.min(mostRows, reported.length + seen.length));
  addActivity(undefined, joined);
  expectNoSecret(joined, 'the activity');
  expectNoSecret(await activityHar(joined, '1', ports), 'a HAR');
  for (const each of joined.slice(0, 2) as ActivityRow[])
    expectNoSecret(await copyRequest(each, false, ports, async () => undefined), 'a curl command');
  await recordActivity({ ...page, url: 'https://evil.example/' }, rows, ports);
  assert.equal(memory.browser.reported.length, reported.length);
});
