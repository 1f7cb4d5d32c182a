import { expect, test } from 'vitest';
import { createRequestTracker, type Judgement, type SentRequest } from '../../src/core/request-tracker.ts';
import { noon } from './support/records.ts';

const mine: Judgement = { bindingId: 'binding', tokenId: 'alice', mode: 'page', did: 'added' };
const request = (changes: Partial<SentRequest> = {}) => ({
  ...{
    kind: 'sent' as const,
    id: '7',
    at: noon,
    tabId: 1,
    method: 'GET',
    url: 'https://api.acme.example/pets?token=hush',
  },
  ...{ by: undefined, page: 'https://app.acme.example/deep', headers: [] },
  ...changes,
});

test('A request is on its way until its answer begins', () => {
  const tracker = createRequestTracker(() => mine);
  expect(tracker.hear(request({ by: 'image' }))).toEqual({
    ...{ id: 'seen-7', at: noon, tabId: 1, method: 'GET', url: 'https://api.acme.example/pets' },
    ...{ page: 'https://app.acme.example', status: undefined, by: 'image', isCall: false },
    ...mine,
  });
  expect(tracker.hear({ kind: 'answered', id: '7', at: noon + 20, status: 200 })).toMatchObject({
    status: 200,
    took: 20,
  });
});

test('An answer that breaks off later has come all the same', () => {
  const tracker = createRequestTracker(() => mine);
  tracker.hear(request());
  tracker.hear({ kind: 'answered', id: '7', at: noon + 20, status: 200 });
  expect(tracker.hear({ kind: 'failed', id: '7', at: noon + 900 })).toBeUndefined();
});

test('A request that failed has no status', () => {
  const tracker = createRequestTracker(() => mine);
  tracker.hear(request());
  expect(tracker.hear({ kind: 'failed', id: '7', at: noon + 5 })).toMatchObject({ status: undefined, took: 5 });
});

test('A redirect is the same request, and says whether the token went along', () => {
  const tracker = createRequestTracker(({ url }) => (url.includes('api.acme') ? mine : undefined));
  tracker.hear(request());
  tracker.hear({
    kind: 'redirected',
    id: '7',
    at: noon + 1,
    status: 302,
    to: 'https://api.acme.example/two?code=hush',
  });
  tracker.hear(request({ url: 'https://api.acme.example/two' }));
  tracker.hear({ kind: 'redirected', id: '7', at: noon + 2, status: 307, to: 'https://other.example/' });
  tracker.hear(request({ url: 'https://other.example/' }));
  expect(tracker.hear({ kind: 'answered', id: '7', at: noon + 3, status: 200 })).toMatchObject({
    url: 'https://api.acme.example/pets',
    status: 200,
    redirects: [
      { status: 302, url: 'https://api.acme.example/two', carried: true },
      { status: 307, url: 'https://other.example/', carried: false },
    ],
  });
});

test('Of a place where nobody may look, it is not said whether the token went along', () => {
  const tracker = createRequestTracker(() => mine);
  tracker.hear(request());
  const row = tracker.hear({ kind: 'redirected', id: '7', at: noon, status: 302, to: 'https://other.example/' });
  expect(row?.redirects).toEqual([{ status: 302, url: 'https://other.example/' }]);
});

test('What came back over such a place is said to have been sent on from there', () => {
  const tracker = createRequestTracker(() => mine);
  tracker.hear(request());
  tracker.hear({ kind: 'redirected', id: '7', at: noon, status: 302, to: 'https://other.example/' });
  expect(tracker.hear(request({ url: 'https://api.acme.example/two' }))?.redirects).toEqual([
    { status: 302, url: 'https://other.example/' },
    { url: 'https://api.acme.example/two', carried: true },
  ]);
});

test('What only looked into the browser’s cache never left', () => {
  const tracker = createRequestTracker(() => mine);
  tracker.hear(request());
  expect(tracker.hear({ kind: 'unsent', id: '7', at: noon })).toMatchObject({ unsent: true });
});

test('A request that concerns no binding is not followed', () => {
  const tracker = createRequestTracker(() => undefined);
  expect(tracker.hear(request())).toBeUndefined();
  expect(tracker.hear({ kind: 'answered', id: '7', at: noon, status: 200 })).toBeUndefined();
});

test('Of very many at once the oldest are no longer followed', () => {
  const tracker = createRequestTracker(() => mine);
  for (let id = 0; id <= 2000; id++) tracker.hear({ ...request(), id: String(id) });
  expect(tracker.hear({ kind: 'failed', id: '0', at: noon })).toBeUndefined();
  expect(tracker.hear({ kind: 'failed', id: '1', at: noon })).toBeDefined();
});

test('A rule that writes the token into the query sends the same request once more', () => {
  const tracker = createRequestTracker(({ url }) => (url.includes('access_token') ? mine : { ...mine, did: 'let_go' }));
  expect(tracker.hear(request({ url: 'https://api.acme.example/' }))).toMatchObject({ did: 'let_go' });
  const to = 'https://api.acme.example/?access_token=hush';
  tracker.hear({ kind: 'redirected', id: '7', at: noon, status: 307, to });
  const row = tracker.hear(request({ url: to }));
  expect(row).toMatchObject({ did: 'added', url: 'https://api.acme.example/' });
  expect(row).not.toHaveProperty('redirects');
});
