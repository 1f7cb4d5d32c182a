import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportedRow, SeenRow } from '../../src/core/activity.ts';
import { joinActivity } from '../../src/core/join-activity.ts';
import { noon } from './support/records.ts';

const reported = (changes: Partial<ReportedRow> = {}): ReportedRow => ({
  ...{ id: 'a', tabId: 1, page: 'https://app.acme.example', tokenId: 'alice', mode: 'page', bindingId: 'binding' },
  ...{ method: 'GET', url: 'https://api.acme.example/pets', status: 200, at: noon + 30, did: 'added', by: 'fetch' },
  ...changes,
});
const seen = (changes: Partial<SeenRow> = {}): SeenRow => {
  const { by: _, ...row } = reported();
  return { ...row, id: 'seen-1', at: noon, took: 20, isCall: true, ...changes };
};

test('What the page reported and the browser was seen to send is one request', () => {
  const [row, ...more] = joinActivity([reported({ did: 'renewed', held: 12 })], [seen()]);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    id: 'seen-1',
    at: noon,
    by: 'fetch',
    did: 'renewed',
    held: 12,
    seenBy: 'both',
    took: 20,
  });
  expect(row).not.toHaveProperty('isCall');
});

test('What the browser saw without knowing why, the page says', () => {
  const page = reported({ did: 'let_go', status: 401, why: 'no_answer' });
  expect(joinActivity([page], [seen({ did: 'let_go', status: 401 })])).toMatchObject([{ why: 'no_answer' }]);
});

test('Where the two differ, the browser is believed, and the page’s reasons and offers go with its word', () => {
  const offer = { do: 'use_network_mode' } as const;
  const [row] = joinActivity([reported({ did: 'let_go', why: 'no_token', offer })], [seen()]);
  expect(row).toMatchObject({ did: 'added', seenBy: 'both' });
  expect(row).not.toHaveProperty('why');
  expect(row).not.toHaveProperty('offer');
});

test.each<[string, Partial<ReportedRow>]>([
  ['tab', { tabId: 2 }],
  ['method', { method: 'POST' }],
  ['URL', { url: 'https://api.acme.example/cats' }],
  ['status', { status: 404 }],
  ['time', { at: noon + 9000 }],
  ['time, if only by half a second', { at: noon - 480 }],
])('Rows of another %s are two requests', (_, changes) => {
  expect(joinActivity([reported(changes)], [seen()])).toHaveLength(2);
});

test('An image is no call, even of the same URL at the same moment', () => {
  expect(joinActivity([reported()], [seen({ isCall: false, by: 'image' })])).toHaveLength(2);
});

test('Of several alike each is one request', () => {
  const pages = [0, 1, 2].map((at) => reported({ id: `a${at}`, at: noon + 30 + at }));
  const others = [0, 1, 2].map((at) => seen({ id: `seen-${at}`, at: noon + at }));
  expect(joinActivity(pages, others).map(({ seenBy }) => seenBy)).toEqual(['both', 'both', 'both']);
});

test('What never left is no request', () => {
  expect(joinActivity([], [seen({ unsent: true })])).toEqual([]);
});

test('No row is lost, none is made up, and all are in order', () => {
  const at = fc.integer({ min: 0, max: 10_000 }).map((after) => noon + after);
  const status = fc.constantFrom(200, 404, undefined);
  const pages = fc
    .array(fc.record({ at, status }))
    .map((all) => all.map((each, id) => reported({ ...each, id: `a${id}` })));
  const others = fc
    .array(fc.record({ at, status }))
    .map((all) => all.map((each, id) => seen({ ...each, id: `seen-${id}` })));
  fc.assert(
    fc.property(pages, others, (ours, theirs) => {
      const rows = joinActivity(ours, theirs);
      const both = rows.filter(({ seenBy }) => seenBy === 'both').length;
      expect(rows.length + both).toBe(ours.length + theirs.length);
      expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).sort((a, b) => a - b));
    }),
  );
});
