import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Deviations } from '../../src/core/deviations.ts';
import { failureRecord } from '../../src/core/failure.ts';
import type { Profile } from '../../src/core/profile.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { viewToken } from '../../src/features/token-details.ts';
import { harOf } from '../../src/features/traces.ts';
import { allDeviations } from '../core/support/all-deviations.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { type Answer, answering, responseOf } from './support/answer.ts';
import { bentJson } from './support/bend.ts';
import { border } from './support/border.ts';
import { hiddenToken } from './support/hidden.ts';
import { expectInWords } from './support/refusal.ts';
import { basic, expectNoSecret, secret, sendableSecret, spelling } from './support/secret.ts';
import { worldOf } from './support/world.ts';

const kinds: Partial<Profile>[] = [
  { grant_type: 'client_credentials' },
  { grant_type: 'client_credentials', token_endpoint_auth_method: 'client_secret_basic' },
  { grant_type: 'client_credentials', token_endpoint_auth_method: 'client_secret_basic', rawBasic: true },
  { grant_type: 'password', username: 'alice', scope: ['openid', 'pets:read'] },
  {
    grant_type: 'client_credentials',
    deviations: { answers: structuredClone(allDeviations.answers) as Deviations['answers'] & object },
  },
  {
    grant_type: 'client_credentials',
    deviations: { answers: { token: { within: 'data', fields: { access_token: 'token' } } } },
  },
];

const good = fc.record(
  {
    access_token: sendableSecret,
    token_type: fc.constantFrom('Bearer', 'bearer', 'DPoP', 'MAC'),
    expires_in: fc.constantFrom<unknown>(3600, '3600', 0, -1, 1e300, '2026-11-22T13:00:00Z'),
    refresh_token: sendableSecret,
    scope: fc.constantFrom<unknown>('pets:read', '', ['pets:read', 'b'], 'a,b'),
    id_token: fc.constantFrom('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', 'a.b.c', ''),
    api_domain: fc.constant('https://api.acme.example'),
    data: fc.constant({ token: 'in-data' }),
  },
  { requiredKeys: ['access_token', 'token_type'] },
);
/** The server says what it got, in some spelling, under some name. */
const echoing = fc
  .tuple(
    good,
    fc.constantFrom('error_description', 'you_sent', 'error_uri', 'scope', 'token_type', 'message'),
    fc.constantFrom('invalid_client', 'invalid_grant', 'slow_down', undefined),
  )
  .map(([body, name, error]) => ({ ...(error ? { error } : body), [name]: 'you sent ECHO, and that is wrong' }));
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 2, arbitrary: answering(hiddenToken()) },
  { weight: 5, arbitrary: answering(bentJson(good)) },
  { weight: 2, arbitrary: answering(bentJson(echoing, 1), 400) },
  {
    weight: 1,
    arbitrary: answering(
      fc.constantFrom('<html><body>ECHO</body></html>', 'error=invalid_client&error_description=ECHO', '<a>ECHO</a>'),
      400,
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(answering(fc.constant(''), 200), good)
      .map(([each, body]) => ({ ...each, text: new URLSearchParams(body as never).toString() })),
  },
);

const cases = fc.record({
  kind: fc.constantFrom(...kinds),
  client_secret: secret,
  password: secret,
  refresh_token: sendableSecret,
  access_token: sendableSecret,
  answers: fc.tuple(answer, answer),
  spelled: spelling,
  echoed: fc.constantFrom('client_secret' as const, 'password' as const),
});

/** The answer of the token endpoint, to a first request and to a renewal. A token that is kept can be sent, stored and shown. */
export const tokenResponse = border('token-response', cases, async (given) => {
  const { kind, client_secret, password, answers, spelled, echoed } = given;
  const profile = aProfile({
    ...{ client_secret, password, token_endpoint_auth_method: 'client_secret_post' },
    ...kind,
    endpoints: { ...aProfile().endpoints, userinfo_endpoint: 'https://id.acme.example/userinfo' },
  });
  const waiting = [...answers];
  const { memory, ports } = worldOf(profile, () => {
    const next = waiting.shift() ?? { status: 200, type: 'application/json', text: '{"sub":"alice"}', headers: [] };
    const isForm = next.text.includes('description=ECHO');
    const written = isForm
      ? encodeURIComponent
      : (text: string) => (next.text.includes('<') ? text : JSON.stringify(text).slice(1, -1));
    // In base64 a server has seen the client's credentials alone.
    const echo = isForm ? given[echoed] : spelled === basic ? spelled(client_secret) : spelled(given[echoed]);
    return responseOf({ ...next, text: next.text.replace('ECHO', () => written(echo)) });
  });
  const { tokens, logins, traces } = memory.disk;
  await startLogin(profile.id, ports);
  for (const { failure, step } of logins.values())
    expectInWords(failure ?? assert.fail(`the login stands still at ${step}`));

  const { refresh_token, access_token } = given;
  tokens.set('old', aToken({ id: 'old', access_token, refresh_token }));
  await renewToken('old', ports).catch((error) => expectInWords(failureRecord(error)));

  for (const token of tokens.values()) {
    assert.match(token.access_token, /^[\x20-\x7e]+$/);
    assert.ok(
      token.expiresAt === undefined || Number.isFinite(new Date(token.expiresAt).getTime()),
      'no time is its end',
    );
    assert.deepEqual(JSON.parse(JSON.stringify(token)), token);
    if (token.renewal) expectInWords(token.renewal.failure);
    expectNoSecret(await viewToken(token.id, ports), 'what is shown of a token');
  }
  const snapshot = await readStatus({}, ports, async () => ({ renewing: [], drafts: [] }));
  expectNoSecret(snapshot, 'the status');
  expectNoSecret([...logins.values()], 'a failed login');
  expectNoSecret([...traces.values()], 'a trace');
  expectNoSecret(await harOf(profile.id, '1', ports), 'a HAR');
});
