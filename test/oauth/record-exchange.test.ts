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

test('What is said of an answer repeats no secret that the server repeated', async () => {
  const exchanges: Exchange[] = [];
  const body = { access_token: 'a', token_type: 'you sent hush-1234' };
  const recording = { profile: aProfile(), secrets: ['hush-1234'], now: () => noon, randomId: () => 'id' };
  const answer = async () => Response.json(body);
  const fetch = recordingFetch(answer, { ...recording, keep: (each) => void exchanges.push(each) });
  await fetch(place, { method: 'POST', body: 'grant_type=client_credentials' });
  const other = exchanges[0]?.findings.find(({ code }) => code === 'token_type_other');
  expect(other?.values).toEqual({ type: 'you sent ••••' });
});
