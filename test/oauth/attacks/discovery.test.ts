import { afterEach, describe, expect, test } from 'vitest';
import { failureText } from '../../../src/core/failure-text.ts';
import { startLogin } from '../../../src/features/start-login.ts';
import { serversOfApi } from '../../../src/oauth/discover-resource.ts';
import { aProfile } from '../../core/support/records.ts';
import { createMemory } from '../../support/memory-ports.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';

let servers: OddServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((each) => each.close()));
  servers = [];
});

async function start(answer: Parameters<typeof startOddServer>[0]): Promise<OddServer> {
  const server = await startOddServer(answer);
  servers.push(server);
  return server;
}

/** What becomes of a sign-in at an issuer that is known by its name alone. Over https it is asked at `behind`. */
async function signInAt(issuer: string, behind = issuer) {
  const memory = createMemory();
  const { ports } = memory.background();
  const fetch: typeof globalThis.fetch = (input, options) =>
    ports.fetch(String(input).replace(issuer, behind), options);
  memory.disk.profiles.set('acme', aProfile({ issuer, endpoints: {}, scope: ['openid'] }));
  await startLogin('acme', { ...ports, fetch });
  const [login] = memory.disk.logins.values();
  const { sentence, tryThis } = failureText(login?.failure ?? { code: 'unknown', values: {} });
  return { failure: login?.failure, sentence, tryThis, memory };
}

const endpoints = (origin: string) => ({
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
});

describe('No window opens, and nothing is kept, when the metadata', () => {
  test('is that of another issuer', async () => {
    const other = await start(() => ({}));
    const server = await start(() => ({ json: { issuer: other.origin, ...endpoints(other.origin) } }));
    const { failure, sentence, memory } = await signInAt(server.origin);
    expect(failure?.code).toBe('issuer_is_another');
    expect(sentence).toContain(`says that its issuer is ${other.origin}`);
    expect([memory.identityWindow.opened, memory.disk.profiles.get('acme')?.metadata]).toEqual([[], undefined]);
    expect(other.requests).toEqual([]);
  });

  test.each([
    ['a path of the same host', (origin: string) => `${origin}/evil`],
    ['a host that begins like it', (origin: string) => `${origin}.evil.example`],
    ['the same host with a name before it', (origin: string) => origin.replace('//', '//evil@')],
    ['nobody', () => undefined],
    ['a list', (origin: string) => [origin]],
  ])('is that of %s', async (_, issuer) => {
    const server = await start((_request, { origin }) => ({ json: { ...endpoints(origin), issuer: issuer(origin) } }));
    const { failure, memory } = await signInAt(server.origin);
    expect(failure?.code).toMatch(/^(issuer_is_another|metadata_invalid)$/);
    expect(memory.identityWindow.opened).toEqual([]);
  });

  test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'revocation_endpoint'])(
    'of an encrypted server says that its %s is not',
    async (name) => {
      const issuer = 'https://id.acme.example';
      const json = { issuer, ...endpoints(issuer), [name]: 'http://id.acme.example/open' };
      const server = await start(() => ({ json }));
      const { failure, sentence, memory } = await signInAt(issuer, server.origin);
      expect(failure?.code).toBe('metadata_invalid');
      expect(sentence).toContain(`${name} is not encrypted`);
      expect(memory.identityWindow.opened).toEqual([]);
    },
  );

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'chrome://settings', 'about:blank'])(
    'has %s for a sign-in page',
    async (authorization_endpoint) => {
      const server = await start((_request, { origin }) => ({
        json: { issuer: origin, ...endpoints(origin), authorization_endpoint },
      }));
      const { failure, memory } = await signInAt(server.origin);
      expect(failure?.code).toBe('metadata_invalid');
      expect(memory.identityWindow.opened).toEqual([]);
    },
  );

  test.each([301, 302, 303, 307, 308])('is elsewhere (%d): the other server hears nothing', async (status) => {
    const other = await start((_request, { origin }) => ({ json: { issuer: origin, ...endpoints(origin) } }));
    const server = await start(({ path }) => ({ status, headers: { Location: other.origin + path } }));
    const { failure, sentence } = await signInAt(server.origin);
    expect(failure?.code).toBe('server_redirects');
    expect(sentence).toContain(other.origin);
    expect(other.requests).toEqual([]);
  });

  test.each<[string, OddAnswer, string]>([
    [
      'is of fifty megabytes',
      { headers: { 'Content-Type': 'application/json' }, body: `{"x":"${'x'.repeat(5e7)}"}` },
      'far too long',
    ],
    [
      'is nested a hundred thousand deep',
      { headers: { 'Content-Type': 'application/json' }, body: `{"issuer":${'['.repeat(1e5)}${']'.repeat(1e5)}}` },
      'far too deep',
    ],
    [
      'has the names of JavaScript’s own things',
      {
        headers: { 'Content-Type': 'application/json' },
        body: '{"__proto__":{"issuer":"x"},"constructor":{"prototype":{"issuer":"x"}}}',
      },
      'can’t be used',
    ],
  ])('%s', async (_, answer, words) => {
    const server = await start(() => answer);
    const { sentence, tryThis, memory } = await signInAt(server.origin);
    expect(sentence).toContain(words);
    expect(tryThis).not.toBe('');
    expect(memory.identityWindow.opened).toEqual([]);
    expect({}).not.toHaveProperty('issuer');
  });
});

test('Metadata that sends my credentials to another host asks me first, by that host’s name', async () => {
  const server = await start((_request, { origin }) => ({
    json: { issuer: origin, ...endpoints(origin), token_endpoint: 'http://evil.example/token' },
  }));
  const memory = createMemory();
  Object.assign(memory.browser, { granted: new Set(['http://127.0.0.1/*']) });
  memory.disk.profiles.set('acme', aProfile({ issuer: server.origin, endpoints: {} }));
  const { ports, calls } = memory.background();
  await startLogin('acme', ports);
  expect([...memory.disk.logins.values()]).toMatchObject([{ step: 'asking_permission' }]);
  expect(calls.at(-1)).not.toBe('identityWindow.open');
  expect(memory.identityWindow.opened).toEqual([]);
});

test('An API whose servers I look for can’t send Tokendock to a host that I did not name', async () => {
  const inside = await start(() => ({ json: {} }));
  for (const place of [
    `${inside.origin}/meta`,
    `//${inside.host}/meta`,
    'http://169.254.169.254/',
    'file:///etc/passwd',
  ]) {
    const asked: string[] = [];
    const api = await start(() => ({
      status: 401,
      headers: { 'WWW-Authenticate': `Bearer resource_metadata="${place}"` },
    }));
    const fetch: typeof globalThis.fetch = (input, options) => {
      asked.push(new URL(String(input)).origin);
      return globalThis.fetch(input, options);
    };
    await expect(serversOfApi(`${api.origin}/v1`, fetch)).rejects.toMatchObject({ code: 'api_names_no_server' });
    expect([...new Set(asked)]).toEqual([api.origin]);
  }
  expect(inside.requests).toEqual([]);
});
