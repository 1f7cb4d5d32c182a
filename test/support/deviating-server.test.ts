import { afterEach, expect, test } from 'vitest';
import { type DeviatingServer, type Mix, startDeviatingServer } from './deviating-server.ts';

const now = Date.UTC(2026, 10, 22, 12);
const client = { client_id: 'tester', client_secret: 'secret', auth: 'post' } as const;
const asks = { grant_type: 'client_credentials', client_id: 'tester', client_secret: 'secret' };

let server: DeviatingServer;
afterEach(() => server.close());

async function start(changes: Partial<Mix> = {}): Promise<void> {
  server = await startDeviatingServer(() => ({ deviations: {}, faults: {}, client, now, ...changes }));
}

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/token`, { method: 'POST', body, headers });
const form = (changes: Record<string, string> = {}) => new URLSearchParams({ ...asks, ...changes });

test('Without deviations it does all as the RFCs say', async () => {
  await start();
  const answer = await post(form());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 60, scope: 'pets:read pets:write' });
});

test('It refuses what an honest server would, and what stands where it should not', async () => {
  await start();
  const wrong: [BodyInit, string][] = [
    [form({ client_secret: 'guessed' }), 'another secret'],
    [form({ grant_type: 'magic' }), 'another grant'],
    [form({ grant_type: 'authorization_code', code: 'made-up' }), 'no such code'],
    [form({ unheard: 'of' }), 'unheard does not belong there'],
    [JSON.stringify(asks), 'the body is not application/x-www-form-urlencoded'],
  ];
  for (const [body, why] of wrong) {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'invalid_request', error_description: why });
  }
  expect(server.refusals).toEqual(wrong.map(([, why]) => why));
});

test('With a deviation it takes that, and the undeviating request no more', async () => {
  await start({
    deviations: { requests: { token: { body: 'json', parameters: { client_id: { name: 'client_key' } } } } },
  });
  const { client_id: client_key, ...rest } = asks;
  const json = { 'content-type': 'application/json' };
  expect((await post(JSON.stringify({ ...rest, client_key }), json)).status).toBe(200);
  expect((await post(JSON.stringify(asks), json)).status).toBe(400);
  expect((await post(form())).status).toBe(400);
});

test('It answers as wrongly as it was told', async () => {
  await start({
    deviations: { answers: { token: { success: 'ok=true', within: 'data[0]', fields: { scope: 'granted' } } } },
    faults: {
      contentType: 'text/plain',
      byteOrderMark: true,
      status: 201,
      expires: 'text',
      scope: 'list',
      camelCase: true,
    },
  });
  const answer = await post(form());
  expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'text/plain']);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(JSON.parse(text.slice(1))).toMatchObject({
    ok: 'true',
    granted: ['pets:read', 'pets:write'],
    data: [{ accessToken: expect.stringMatching(/^access-/), expiresIn: '60', tokenType: 'Bearer' }],
  });
  const refusal = await post(form({ grant_type: 'magic' }));
  expect(refusal.status).toBe(200);
  expect(await refusal.text()).toContain('"ok":"not so"');
});
