import * as fc from 'fast-check';
import * as oauth from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { clientSecrets } from '../../src/oauth/client.ts';
import { explain, quote } from '../../src/oauth/explain.ts';
import { serverFetch } from '../../src/oauth/server-fetch.ts';

const host = 'id.acme.example';
const as: oauth.AuthorizationServer = { issuer: `https://${host}`, token_endpoint: `https://${host}/token` };
const client = { client_id: 'tester' };

/** What oauth4webapi makes of a token endpoint's answer, explained. */
async function explained(answer: Response, secrets: string[] = [], renewing = false): Promise<Failure> {
  const error = await oauth.processRefreshTokenResponse(as, client, answer).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return explain(error, { host, secrets, renewing });
}

const refusal = (error: string) => Response.json({ error, error_description: 'because' }, { status: 400 });

test('An answer that is good but for its type is quoted without the token in it', async () => {
  const body = ')]}\n{"access_token":"opaque-1234","refresh_token":"opaque-5678","hint":"see the manual"}';
  const answer = async () => new Response(body, { headers: { 'content-type': 'text/plain' } });
  const failure = await explained(await serverFetch(answer)(`https://${host}/token`));
  expect(failure.code).toBe('answer_not_json');
  expect(JSON.stringify(failureRecord(failure))).not.toContain('opaque');
  expect(failure.quote?.error_description).toContain('see the manual');
});

describe('A refusal', () => {
  test.each([
    ['invalid_client', 'client_refused'],
    ['unauthorized_client', 'client_refused'],
    ['invalid_scope', 'scope_refused'],
    ['invalid_grant', 'token_refused'],
    ['invalid_request', 'token_refused'],
    ['an_own_word', 'token_refused'],
    ['constructor', 'token_refused'],
  ])('with %s is %s, and quotes the server', async (error, code) => {
    expect(await explained(refusal(error))).toMatchObject({
      code,
      quote: { error, error_description: 'because', status: 400 },
    });
  });

  test('of a refresh token says to sign in again', async () => {
    expect(await explained(refusal('invalid_grant'), [], true)).toMatchObject({
      code: 'grant_expired',
    });
  });

  test('by a challenge alone quotes the challenge', async () => {
    const headers = { 'WWW-Authenticate': 'Bearer realm="x", error="invalid_token", error_description="too old"' };
    expect(await explained(new Response('', { status: 401, headers }))).toMatchObject({
      code: 'token_refused',
      quote: { error: 'invalid_token', error_description: 'too old', status: 401 },
    });
  });

  test('in the sign-in window quotes what stood in the callback', async () => {
    const parameters = new URLSearchParams(
      'error=access_denied&error_description=no&error_uri=https://x.example&state=s',
    );
    const error = await Promise.resolve()
      .then(() => oauth.validateAuthResponse(as, client, parameters, 's'))
      .catch((thrown: unknown) => thrown);
    expect(await explain(error, { host })).toMatchObject({
      code: 'authorization_refused',
      quote: { error: 'access_denied', error_description: 'no', error_uri: 'https://x.example' },
    });
  });
});

describe('An answer that is none', () => {
  const html = (status: number, body: string) =>
    new Response(body, { status, headers: { 'Content-Type': 'text/html' } });

  test('is told by what a person would read on its page', async () => {
    const body = '<head><title>x</title></head><style>b{}</style><h1>Down</h1>\n<script>1</script> for <b>repair</b>';
    expect(await explained(html(503, body))).toMatchObject({
      code: 'server_error',
      values: { host, status: 503 },
      quote: { error_description: 'Down for repair', status: 503 },
    });
  });

  test('keeps the server’s text and status when it is not JSON', async () => {
    const answer = new Response('client unknown', { status: 401, headers: { 'Content-Type': 'text/plain;charset=x' } });
    expect(await explained(answer)).toMatchObject({
      code: 'answer_not_json',
      values: { host, contentType: 'text/plain' },
      quote: { error_description: 'client unknown', status: 401 },
    });
  });

  test('may be nothing at all', async () => {
    expect(await explained(new Response(null, { status: 403 }))).toMatchObject({
      code: 'answer_not_json',
      values: { contentType: 'nothing' },
      quote: { status: 403 },
    });
  });

  test('does not freeze Tokendock, however it is written', async () => {
    for (const body of ['<'.repeat(2_000_000), '<script'.repeat(280_000), '<head '.repeat(300_000)]) {
      expect((await explained(html(500, body))).code).toBe('server_error');
    }
  });

  test('is cut to what a person reads', async () => {
    expect((await explained(html(500, 'long '.repeat(1000)))).quote?.error_description).toHaveLength(300);
  });
});

describe('What is secret', () => {
  const secret = 'p&ss/w<r>d "ü"';
  const [, basic = '', inBasic = ''] = clientSecrets({ client_id: 'tester', client_secret: secret });

  test.each([
    ['as it is', secret],
    ['form-encoded', new URLSearchParams({ s: secret }).toString().slice(2)],
    ['percent-encoded', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret)],
    ['in HTML', 'p&amp;ss/w&lt;r&gt;d "ü"'],
    ['as Basic credentials', `Basic ${basic}`],
    ['as in the Basic credentials', inBasic],
  ])('is not repeated when the server echoes it %s', async (_, echo) => {
    const secrets = clientSecrets({ client_id: 'tester', client_secret: secret });
    const body = {
      error: 'invalid_client',
      error_description: `bad: ${echo}!`,
      error_uri: `https://x.example/${echo}`,
    };
    for (const answer of [
      Response.json(body, { status: 400 }),
      new Response(`<p>bad: ${echo}!</p>`, { status: 500, headers: { 'Content-Type': 'text/html' } }),
    ]) {
      const told = JSON.stringify(failureRecord(await explained(answer, secrets)));
      expect(told).not.toContain(JSON.stringify(echo).slice(1, -1));
      expect(told).toContain('bad: ');
      expect(told).toContain('••••');
    }
  });

  test('is not repeated in part, where one secret begins like another', () => {
    expect(quote({ error: 'abcdef abc' }, { secrets: ['abc', 'abcdef'] })).toEqual({ error: '•••• ••••' });
  });

  test('never gets into a failure, whatever the server echoes and whatever the secret is', async () => {
    const secretText = fc.string({ minLength: 4, unit: 'binary-ascii' }).filter((text) => !'••••'.includes(text));
    const near = fc.string({ maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(secretText, { minLength: 1, maxLength: 3 }), near, near, async (secrets, a, b) => {
        const echo = `${a}${secrets.join(a)}${b}`;
        const answer = Response.json({ error: 'invalid_client', error_description: echo }, { status: 401 });
        const { quote: said } = await explained(answer, secrets);
        for (const each of secrets) expect(said?.error_description ?? '').not.toContain(each);
      }),
    );
  });
});

test('A failure stays what it is, and an unknown error loses its secrets', async () => {
  const failure = new Failure('server_slow', { host, seconds: 60 });
  expect(await explain(failure, { host })).toBe(failure);
  expect(await explain(new TypeError('bad hush'), { host, secrets: ['hush'] })).toMatchObject({
    code: 'unknown',
    message: expect.stringContaining('bad ••••'),
  });
});
