import { expect, test } from 'vitest';
import type { Exchange } from '../../src/core/exchange.ts';
import { recordingFetch } from '../../src/oauth/record-exchange.ts';
import { serverFetch } from '../../src/oauth/server-fetch.ts';
import { aProfile, noon } from '../core/support/records.ts';

const place = 'https://id.acme.example/token';

function recorded(length: number) {
  const exchanges: Exchange[] = [];
  const answer = async () => new Response('x'.repeat(length));
  const recording = { profile: aProfile(), secrets: [], now: () => noon, randomId: () => 'id' };
  const keep = (each: Exchange) => void exchanges.push(each);
  return { exchanges, fetch: recordingFetch(answer, { ...recording, keep }) };
}

test('An answer that is longer than what is kept of it arrives whole, and at once', async () => {
  const { exchanges, fetch } = recorded(300_000);
  const answer = await serverFetch(fetch)(place);
  expect(await answer.text()).toHaveLength(300_000);
  expect(exchanges[0]?.response?.body).toMatch(/^x{100000}… \(cut here\)$/);
});

test('An answer that is longer than any is given up at once, and recorded', async () => {
  const { exchanges, fetch } = recorded(3_000_000);
  await expect(serverFetch(fetch)(place)).rejects.toMatchObject({ code: 'answer_not_conform' });
  expect(exchanges).toHaveLength(1);
});
