import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type AuthorizationServer, startAuthorizationServer, testClients } from './authorization-server.ts';
import { startCallbackApp } from './callback-app.ts';
import { type DemoApi, startDemoApi } from './demo-api.ts';

let server: AuthorizationServer;
let api: DemoApi;

beforeEach(async () => {
  server = await startAuthorizationServer();
  api = await startDemoApi({ issuer: server.issuer });
});
afterEach(() => Promise.all([server.close(), api.close()]));

describe('a request to the API', () => {
  it('without a token gets 401 and a bare challenge', async () => {
    const answer = await fetch(`${api.origin}/api/pets`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="pets"']);
  });

  it('with a valid token is answered, and the API knows for whom', async () => {
    const authorization = `Bearer ${await getToken()}`;
    const answer = await fetch(`${api.origin}/api/pets?kind=fetch&id=7`, { headers: { authorization } });
    expect([answer.status, await answer.json()]).toMatchObject([200, { user: 'machine' }]);
    expect(api.requests).toEqual([
      {
        id: '7',
        method: 'GET',
        path: '/api/pets',
        kind: 'fetch',
        authorization,
        search: '?kind=fetch&id=7',
        headers: expect.objectContaining({ authorization }),
        origin: undefined,
        body: '',
        user: 'machine',
        status: 200,
      },
    ]);
  });

  it('that wants its token in the query takes it from there alone, with the headers that it wants besides', async () => {
    api.wants = { query: 'key', headers: ['Client-Id'] };
    const token = await getToken();
    const authorization = `Bearer ${token}`;
    const ask = async (query: string, headers: Record<string, string>) =>
      (await fetch(`${api.origin}/api/pets?${query}`, { headers })).status;
    expect(await ask(`key=${token}`, { 'Client-Id': 'me' })).toBe(200);
    expect(await ask(`key=${token}`, {})).toBe(401);
    expect(await ask(`key=${token}&key=${token}`, { 'Client-Id': 'me' })).toBe(401);
    expect(await ask(`key=${token}`, { 'Client-Id': 'me', authorization })).toBe(401);
    expect(await ask('', { 'Client-Id': 'me', authorization })).toBe(401);
  });

  it('with an expired token gets 401 invalid_token', async () => {
    const headers = { authorization: `Bearer ${await getToken()}` };
    api.clockAheadSeconds = 3601;
    const answer = await fetch(`${api.origin}/api/pets`, { headers });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token", error_description="The access token expired"',
    ]);
  });

  it('with a token of another issuer gets 401 invalid_token', async () => {
    const other = await startAuthorizationServer();
    const headers = { authorization: `Bearer ${await getToken(other)}` };
    expect((await fetch(`${api.origin}/api/pets`, { headers })).status).toBe(401);
    await other.close();
  });

  it('with anything else in Authorization gets 401 invalid_token', async () => {
    for (const authorization of ['Basic YTpi', 'Bearer nonsense', 'Bearer a.b.c']) {
      const answer = await fetch(`${api.origin}/api/pets`, { headers: { authorization } });
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('with a token that the test withdrew gets 401, with a new one 200', async () => {
    const read = async (token: string) =>
      (await fetch(`${api.origin}/api/pets`, { headers: { authorization: `Bearer ${token}` } })).status;
    const token = await getToken();
    expect(await read(token)).toBe(200);
    api.refuseSeenTokens();
    expect(await read(token)).toBe(401);
    expect(await read(await getToken())).toBe(200);
  });
});

describe('the other kinds of request', () => {
  it('are all protected', async () => {
    const headers = { authorization: `Bearer ${await getToken()}` };
    const paths = ['whoami', 'image.png', 'frame', 'script.js', 'style.css', 'beacon'];
    for (const path of paths) {
      const statuses = await Promise.all(
        [{}, { headers }].map(async (init) => (await fetch(`${api.origin}/api/${path}`, init)).status),
      );
      expect([path, ...statuses]).toEqual([path, 401, 200]);
    }
    const picture = await fetch(`${api.origin}/api/image.png`, { headers });
    expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });

  it('keep the body of what is written', async () => {
    const headers = { authorization: `Bearer ${await getToken()}` };
    const answer = await fetch(`${api.origin}/api/pets`, { method: 'POST', body: '{"name":"Ida"}', headers });
    expect(answer.status).toBe(201);
    expect(api.requests.at(-1)).toMatchObject({ method: 'POST', body: '{"name":"Ida"}' });
  });

  it('stream events', async () => {
    const headers = { authorization: `Bearer ${await getToken()}` };
    const answer = await fetch(`${api.origin}/api/events`, { headers });
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe('data: {"user":"machine"}\n\n');
  });

  it('open a WebSocket only with a token', async () => {
    const url = `${api.origin.replace('http', 'ws')}/api/socket`;
    const open = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { headers });
        socket.on('message', (data) => resolve(String(data)));
        socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode));
      });
    expect(await open({})).toBe(401);
    expect(await open({ authorization: `Bearer ${await getToken()}` })).toBe('{"user":"machine"}');
    expect(api.requests.map(({ status, user }) => [status, user])).toEqual([
      [401, undefined],
      [101, 'machine'],
    ]);
  });
});

describe('pages of another origin', () => {
  it('may send Authorization, or may not, as the test says', async () => {
    const preflight = async () => {
      const headers = { origin: 'https://page.invalid', 'access-control-request-headers': 'authorization' };
      const answer = await fetch(`${api.origin}/api/pets`, { method: 'OPTIONS', headers });
      return ['origin', 'headers'].map((name) => answer.headers.get(`access-control-allow-${name}`));
    };
    expect(await preflight()).toEqual(['https://page.invalid', 'authorization, dpop, content-type']);
    api.cors = 'no-authorization';
    expect(await preflight()).toEqual(['https://page.invalid', 'content-type']);
    api.cors = 'none';
    expect(await preflight()).toEqual([null, null]);
    expect(api.requests.map(({ method, origin }) => [method, origin])).toEqual(
      Array.from({ length: 3 }, () => ['OPTIONS', 'https://page.invalid']),
    );
  });
});

describe('the demo page', () => {
  it('is served at both names of the loopback interface', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const page = await fetch(`http://${host}:${api.port}/`);
      expect(await page.text()).toContain('Petstore');
    }
  });

  it('learns what the API saw of one request, with the token shortened', async () => {
    const waiting = fetch(`${api.origin}/seen?id=one&wait`);
    const token = await getToken();
    await fetch(`${api.origin}/api/pets?id=one`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await waiting).json()).toEqual({
      preflight: false,
      user: 'machine',
      status: 200,
      authorization: `Bearer ${token.slice(0, 8)}…${token.slice(-2)}`,
    });
    expect(await (await fetch(`${api.origin}/seen?id=two`)).json()).toEqual({ preflight: false });
  });
});

describe('the callback app', () => {
  it('tells which requests reached it', async () => {
    const app = await startCallbackApp();
    expect(app.requests).toEqual([]);
    await fetch(`${app.redirectUri}?code=1`);
    expect(app.requests).toEqual(['GET /callback?code=1']);
    await app.close();
  });
});

async function getToken(from: AuthorizationServer = server): Promise<string> {
  const { client_id, client_secret } = testClients.machine;
  const answer = await fetch(`${from.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'pets:read' }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
