import { afterEach, expect, test } from 'vitest';
import type { Exchange } from '../../../src/core/exchange.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { refresh } from '../../../src/oauth/grants/refresh.ts';
import { recordingFetch } from '../../../src/oauth/record-exchange.ts';
import { requestFindings } from '../../../src/oauth/wire/request-findings.ts';
import type { Mix } from '../../support/deviating-server.ts';
import { deviate, type Scene, signInUrl } from '../support/deviating.ts';
import { ports } from '../support/real-server.ts';

let scene: Scene;
afterEach(() => scene.server.close());

test.each<[string, Partial<Mix>]>([
  [
    'JSON, and fields of other names',
    {
      deviations: {
        requests: { '*': { body: 'json' } },
        answers: { '*': { fields: { access_token: 'a.key', refresh_token: 'a.again' } } },
      },
    },
  ],
  [
    'parts, and fields in camelCase',
    {
      deviations: { requests: { '*': { body: 'multipart', parameters: { code: { name: 'ticket' } } } } },
      faults: { camelCase: true },
    },
  ],
  ['the query, and XML', { deviations: { requests: { '*': { method: 'GET' } } }, faults: { as: 'xml' } }],
])('A trace holds no secret, whatever it is written in: %s', async (_, mix) => {
  scene = await deviate(mix);
  const { profile } = scene;
  const exchanges: Exchange[] = [];
  const { login, url } = await signInUrl(scene);
  const code = new URL(url).searchParams.get('code') ?? '';
  const recording = {
    profile,
    now: ports.now,
    randomId: ports.randomId,
    keep: (each: Exchange) => exchanges.push(each),
  };
  const known = [profile.client_secret, login.code_verifier, code];
  const first = { ...ports, fetch: recordingFetch(fetch, { ...recording, secrets: known }) };
  const token = await exchangeCode(profile, login, { url }, first);
  const texts = [token.access_token, token.refresh_token];
  const second = {
    ...ports,
    fetch: recordingFetch(fetch, { ...recording, secrets: [profile.client_secret, ...texts] }),
  };
  const renewed = await refresh(profile, token, second);
  const kept = JSON.stringify(exchanges);
  for (const secret of [...known, ...texts, renewed.access_token, renewed.refresh_token])
    expect(kept).not.toContain(secret);
  expect(exchanges.map(({ purpose }) => purpose)).toEqual(['token request', 'refresh request']);
  for (const exchange of exchanges) {
    expect(exchange.findings.map(({ code }) => code)).not.toEqual([]);
    expect(requestFindings(exchange, profile).map(({ code }) => code)).toContain('request_deviates');
  }
});

test('A secret that stands in a URL is a finding', () => {
  const request = {
    method: 'GET',
    url: 'https://id.acme.example/token?ticket=x&client_secret=y',
    headers: [],
    body: '',
  };
  const deviations = { requests: { token: { method: 'GET' as const, parameters: { code: { name: 'ticket' } } } } };
  expect(requestFindings({ purpose: 'token request', request }, { ...scene.profile, deviations })).toEqual([
    { code: 'request_deviates', values: { ways: 'by GET, “code” as “ticket”' } },
    { code: 'secret_in_query', values: { names: 'client_secret, ticket' } },
  ]);
});
