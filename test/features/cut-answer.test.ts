import { afterEach, expect, test } from 'vitest';
import { failureText } from '../../src/core/failure-text.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';

let server: OddServer | undefined;
afterEach(() => server?.close());

/** A server whose connection is lost in the middle of each answer; the next question finds its refresh token used up, as with rotation. */
async function atCutServer() {
  let answers = 0;
  server = await startOddServer(() => {
    answers += 1;
    if (answers > 1) return { status: 400, json: { error: 'invalid_grant' } };
    return (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"access_token":"new","refresh_token":"ro', () => response.destroy());
    };
  });
  const memory = createMemory();
  const token_endpoint = `${server.origin}/token`;
  memory.disk.profiles.set('acme', aProfile({ endpoints: { token_endpoint } }));
  const job = aProfile({
    id: 'job',
    endpoints: { token_endpoint },
    grant_type: 'client_credentials',
    client_secret: 's',
  });
  memory.disk.profiles.set('job', { ...job, token_endpoint_auth_method: 'client_secret_basic' });
  memory.disk.tokens.set('alice', aToken());
  return { memory, ports: memory.background().ports };
}

test('The network is lost in the middle of a renewal’s answer: the token of before is kept, and Tokendock says what may be lost', async () => {
  const { memory, ports } = await atCutServer();
  const failure = await renewToken('alice', ports).catch((error) => error);
  const { host = '' } = server ?? {};
  expect(failureText(failure).sentence).toBe(`The answer of ${host} broke off in the middle.`);
  expect(failureText(failure).tryThis).toContain('sign in again');
  expect(memory.disk.tokens.get('alice')).toMatchObject({ ...aToken(), renewal: { failure: { code: 'answer_cut' } } });
  // The server had handed out the next one already: the next try says that only a sign-in helps.
  await expect(renewToken('alice', ports)).rejects.toMatchObject({ code: 'grant_expired' });
});

test('The network is lost in the middle of a login’s answer: the login has failed, says so, and can be tried again', async () => {
  const { memory, ports } = await atCutServer();
  await startLogin('job', ports);
  const [login] = memory.disk.logins.values();
  expect(login).toMatchObject({ step: 'failed', failure: { code: 'answer_cut' } });
});
