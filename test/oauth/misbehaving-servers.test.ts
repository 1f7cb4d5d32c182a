import { afterEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import { failureText } from '../../src/core/failure-text.ts';
import type { Profile } from '../../src/core/profile.ts';
import { exchangeCode } from '../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { type OddAnswer, type OddRequest, type OddServer, startOddServer } from '../support/odd-server.ts';
import { aLogin, ports } from './support/real-server.ts';

let server: OddServer;
afterEach(() => server.close());

const secret = 'the-client-secret+/%';
const json = (body: string): OddAnswer => ({ headers: { 'Content-Type': 'application/json' }, body });
const html = (status: number): OddAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: '<h1>Hello</h1>',
});

const grants: Record<string, (profile: Profile) => Promise<unknown>> = {
  'signing in': async (profile) => {
    const login = await aLogin(profile);
    const url = `https://app.acme.example/?code=the-code&state=${login.id}`;
    return exchangeCode(profile, login, { url }, ports);
  },
  'client credentials': (profile) => requestClientCredentials(profile, ports),
  renewing: (profile) => refresh(profile, aToken(), ports),
};

/** What each grant makes of a token endpoint that answers so. */
async function failures(answer: (request: OddRequest) => OddAnswer): Promise<Record<string, Failure>> {
  server = await startOddServer(answer);
  const endpoints = { token_endpoint: `${server.origin}/token` };
  const profile = aProfile({ endpoints, client_secret: secret, token_endpoint_auth_method: 'client_secret_post' });
  const failed: Record<string, Failure> = {};
  for (const [name, grant] of Object.entries(grants)) {
    failed[name] = await grant(profile).then(
      () => expect.unreachable(`${name} took the answer`),
      (failure: Failure) => failure,
    );
  }
  return failed;
}

describe('The tester learns what a token endpoint does wrong:', () => {
  test.each<[string, OddAnswer, string, string]>([
    ['a web page', html(200), 'answer_not_json', 'answered with text/html instead of JSON'],
    ['a page that says 404', html(404), 'answer_not_json', 'text/html'],
    [
      'XML with CDATA',
      {
        headers: { 'Content-Type': 'text/xml' },
        body: '<r><!-- hi --><access_token><![CDATA[a]]></access_token></r>',
      },
      'answer_xml_refused',
      'XML that has comments, CDATA',
    ],
    ['an error page', html(500), 'server_error', '(500)'],
    ['a gateway without a word', { status: 502 }, 'server_error', '(502)'],
    ['half an answer', json('{"access_token":"a","tok'), 'answer_broken', 'broken JSON'],
    ['nothing', { status: 200 }, 'answer_not_json', 'nothing instead of JSON'],
    ['no content', { status: 204 }, 'token_refused', 'refused'],
    ['a list', json('[]'), 'answer_not_conform', 'top level object'],
    ['null', json('null'), 'answer_not_conform', 'top level object'],
    ['no token', json('{"token_type":"bearer"}'), 'answer_not_conform', 'access_token'],
    ['an empty token', json('{"access_token":"","token_type":"bearer"}'), 'answer_not_conform', 'access_token'],
    ['a token of an unknown type', json('{"access_token":"a","token_type":"mac"}'), 'answer_not_conform', 'token_type'],
    [
      'a life that is no number',
      json('{"access_token":"a","token_type":"bearer","expires_in":"soon"}'),
      'answer_not_conform',
      'expires_in',
    ],
    [
      'a token with a line break',
      json('{"access_token":"a\\nb","token_type":"bearer"}'),
      'answer_not_conform',
      'header',
    ],
    ['a redirect', { status: 301, headers: { Location: '/token/' } }, 'server_redirects', 'a redirect to /token/'],
    ['a broken connection', 'drop', 'server_unreachable', 'can’t be reached'],
  ])('%s', async (_, answer, code, words) => {
    for (const failure of Object.values(await failures(() => answer))) {
      expect(failure.code).toBe(code);
      expect(failureText(failure).sentence).toContain(words);
    }
  });

  test('a challenge beside an error: what the body says counts', async () => {
    const answer: OddAnswer = {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="acme"' },
      json: { error: 'invalid_client', error_description: 'unknown client' },
    };
    for (const failure of Object.values(await failures(() => answer))) {
      expect(failure).toMatchObject({
        code: 'client_refused',
        quote: { error: 'invalid_client', error_description: 'unknown client', status: 401 },
      });
    }
  });

  test('a challenge alone', async () => {
    const headers = { 'WWW-Authenticate': 'Basic realm="acme", error="invalid_client"' };
    for (const failure of Object.values(await failures(() => ({ status: 401, headers })))) {
      expect(failure).toMatchObject({ code: 'token_refused', quote: { error: 'invalid_client', status: 401 } });
    }
  });
});

describe('Nothing secret is in a failure', () => {
  test('when the server repeats all that it was sent, in whatever form', async () => {
    const echoes: ((sent: string) => OddAnswer)[] = [
      (sent) => ({ status: 400, json: { error: 'invalid_client', error_description: `got ${sent}` } }),
      (sent) => ({ status: 401, headers: { 'Content-Type': 'text/plain' }, body: `got ${sent}` }),
      (sent) => ({ status: 500, headers: { 'Content-Type': 'text/html' }, body: `<pre>got ${sent}</pre>` }),
      (sent) => ({ status: 401, headers: { 'WWW-Authenticate': `Basic error="x", error_description="got ${sent}"` } }),
      (sent) => ({ status: 302, headers: { Location: `/login?${encodeURIComponent(sent)}` } }),
      (sent) => json(`{"access_token": ${sent}`),
    ];
    const forms: ((body: URLSearchParams) => string)[] = [
      (body) => body.toString(),
      (body) => decodeURIComponent(body.toString()),
      (body) => [...body.values()].join(' '),
    ];
    for (const echo of echoes) {
      for (const form of forms) {
        const secrets = new Set<string>([secret, encodeURIComponent(secret)]);
        const failed = await failures(({ body }) => {
          for (const name of ['code', 'code_verifier', 'refresh_token']) {
            const value = body.get(name);
            if (value !== null) secrets.add(value);
          }
          return echo(form(body));
        });
        for (const { message, values, quote } of Object.values(failed)) {
          const told = JSON.stringify([message, values, quote]);
          for (const each of secrets) expect(told).not.toContain(each);
        }
        expect(secrets.size).toBe(5);
        await server.close();
      }
    }
  });

  test('because it goes over http, although the issuer is encrypted: it is not even sent', async () => {
    server = await startOddServer(() => ({ json: {} }));
    const profile = aProfile({
      issuer: 'https://id.acme.example',
      endpoints: { token_endpoint: `${server.origin}/token` },
      client_secret: secret,
      token_endpoint_auth_method: 'client_secret_basic',
    });
    for (const grant of Object.values(grants)) {
      await expect(grant(profile)).rejects.toMatchObject({ code: 'insecure_endpoint' });
    }
    expect(server.requests).toEqual([]);
  });
});
