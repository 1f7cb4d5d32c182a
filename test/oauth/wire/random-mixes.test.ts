import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AnswerDeviation,
  type Deviations,
  type RequestDeviation,
  deviations as schema,
} from '../../../src/core/deviations.ts';
import { noon } from '../../core/support/records.ts';
import type { Faults } from '../../support/deviating/write-answer.ts';
import { type Mix, tokenFields } from '../../support/deviating-server.ts';
import { asMachine, deviate, introspected, renew, revoked, signIn, whoIs } from '../support/deviating.ts';
import { leavesIn, leavesOf } from '../support/deviation-leaves.ts';

const endpointNames = ['token', 'token_type_hint', 'client_id', 'client_secret'];
const frontNames = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge'];

const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
/** Only what is there. */
const partly = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<Shape>>;

function request(which: readonly string[], prefix: string): fc.Arbitrary<RequestDeviation> {
  const place = fc.constantFrom('query' as const, 'body' as const, 'header' as const);
  const rules = which.map((name) => {
    // What this server does not look at in a token request.
    const value = name === 'scope' && prefix === 'token' ? { value: fc.constant('pets:read') } : {};
    const rule = partly({ name: fc.constant(`${prefix}-${name}`), place, ...value });
    return [name, some(rule)] as const;
  });
  const parameters = fc
    .record(Object.fromEntries(rules))
    .map(
      (all) =>
        Object.fromEntries(Object.entries(all).filter(([, rule]) => rule)) as NonNullable<
          RequestDeviation['parameters']
        >,
    );
  return partly<RequestDeviation>({
    method: fc.constantFrom('GET' as const, 'POST' as const),
    body: fc.constantFrom('form' as const, 'json' as const, 'multipart' as const),
    parameters,
    add: fc.constant([
      { name: `${prefix}-more`, value: 'more', place: 'body' as const },
      { name: `${prefix}-header`, value: 'more', place: 'header' as const },
    ]),
  });
}

const paths: Record<string, readonly string[]> = {
  access_token: ['token', 'one.token', 'two[0].token', 'three.four.five'],
  refresh_token: ['again', 'one.again', 'six[1].again'],
  expires_in: ['life', 'one.life'],
  scope: ['granted', 'one.granted'],
  error: ['wrong', 'seven.wrong'],
  error_description: ['words', 'seven.words'],
};
const answer: fc.Arbitrary<AnswerDeviation> = partly<AnswerDeviation>({
  success: fc.constantFrom('ok=true', 'meta.status=fine'),
  failure: fc.constantFrom('failed', 'meta.broken=1'),
  within: fc.constantFrom('eight', 'eight[0]', 'nine.ten'),
  unit: fc.constantFrom('milliseconds' as const, 'minutes' as const),
  fields: partly(
    Object.fromEntries(Object.entries(paths).map(([name, all]) => [name, fc.constantFrom(...all)])),
  ) as fc.Arbitrary<Record<string, string>>,
});

/** The further tokens stand where nothing else does. */
const tokenAnswer = fc
  .tuple(answer, partly<AnswerDeviation>({ tokens: fc.constant([{ name: 'User', path: 'users[1].more' }]) }))
  .map(([one, other]) => ({ ...one, ...other }));
const header = fc.constantFrom('X-Access-Token', 'Authorization');
const scheme = fc.constantFrom('', 'token', 'Bearer');
const query = fc.constantFrom('access_token', 'Authorization');

const deviations: fc.Arbitrary<Deviations> = partly<Deviations>({
  requests: partly({
    '*': request(tokenFields, 'all'),
    authorization: request(frontNames, 'front'),
    token: request(tokenFields, 'token'),
    refresh: request(tokenFields, 'refresh'),
    'user info': request([], 'user'),
    introspection: request(endpointNames, 'introspection'),
    revocation: request(endpointNames, 'revocation'),
  }),
  answers: partly({ '*': answer, token: tokenAnswer, refresh: tokenAnswer }),
  callback: partly({
    parameters: fc.constantFrom<Record<string, string>>(
      { code: 'auth_code' },
      { state: 'st' },
      { code: 'c', state: 's' },
      { code: 'state', state: 'code' },
    ),
    anyCaseState: fc.boolean(),
  }),
  challenge: fc.constantFrom('hex', 'base64'),
  origin: fc.constantFrom('keep', 'https://spa.acme.example'),
  introspectAs: fc.constantFrom<NonNullable<Deviations['introspectAs']>>('token', { client_id: 'api' }),
  use: partly({ header, scheme, headers: fc.constant({ 'Client-Id': '{client_id}' }), query }),
  userInfo: partly({ header, scheme, query }),
  idToken: partly({ sub: fc.constantFrom('id', 'account.id'), name: fc.constantFrom('login', 'account.login') }),
});

const faults: fc.Arbitrary<Faults> = partly<Faults>({
  as: fc.constantFrom('json', 'form', 'xml'),
  contentType: fc.constantFrom('text/html', 'text/plain; charset=utf-8', 'application/octet-stream', ''),
  byteOrderMark: fc.boolean(),
  status: fc.constantFrom(200, 201, 202),
  errorStatus: fc.constantFrom(200, 400, 401, 403, 422),
  errorObject: fc.boolean(),
  camelCase: fc.boolean(),
  token_type: fc.constantFrom('bearer', 'BEARER', 'JWT', 'urn:ietf:params:oauth:token-type:jwt', 'bot'),
  noType: fc.boolean(),
  expires: fc.constantFrom('text', 'seconds', 'words', 'never'),
  scope: fc.constantFrom('list', 'comma', 'absent'),
});

const clients: Mix['client'][] = [
  { client_id: 'tester', client_secret: 'secret', auth: 'post' },
  { client_id: 'tester', client_secret: 'secret', auth: 'basic' },
  { client_id: 'tester', auth: 'none' },
];

const mixes = fc.record({
  deviations,
  faults,
  client: fc.constantFrom(...clients),
  emptyBasic: fc.boolean(),
  namesHost: fc.boolean(),
  scopeSeparator: fc.constantFrom(' ', ',', ';'),
  suffix: fc.constantFrom('', '#_=_', '#_'),
});

/** What no server could write, or nobody could read: a list in XML that has one member is none, a form is flat. */
function feasible(faults: Faults, { answers }: Deviations): Faults {
  const all = JSON.stringify(answers ?? {});
  const { as, ...rest } = faults;
  const isFlat = !/[.[]|within/.test(all) && !rest.errorObject;
  if (as === 'xml' && !all.includes('[')) return faults;
  if (as !== 'form' || !isFlat) return { ...rest, ...(as && { as: 'json' }) };
  const { contentType: _, ...form } = rest;
  const named = rest.camelCase || answers !== undefined;
  return { ...(named ? form : rest), as };
}

test('Every setting is in some of the mixes', () => {
  const some = fc.sample(mixes, 500).flatMap((each) => leavesIn(each.deviations, schema));
  // What a mix says of a whole test, and not of its parts.
  const more = ['emptyBasic', 'tokenHost.parameter', 'tokenHost.origins'];
  expect([...new Set([...some, ...more])].sort()).toEqual(leavesOf(schema).sort());
});

test('Any mix of deviations: a token is got and renewed as the server wants it, and its refusal is quoted', async () => {
  await fc.assert(
    fc.asyncProperty(mixes, async ({ deviations: found, faults: wrongs, client, emptyBasic, namesHost, ...more }) => {
      const scene = await deviate((tokenOrigin) => ({
        ...more,
        client,
        faults: feasible(wrongs, found),
        deviations: {
          ...found,
          ...(emptyBasic && client.auth === 'none' && { emptyBasic }),
          ...(namesHost && { tokenHost: { parameter: 'accounts-server', origins: [tokenOrigin] } }),
        },
      }));
      try {
        const token = await signIn(scene);
        const ends = wrongs.expires === 'never' ? undefined : noon + 60_000;
        expect(token).toMatchObject({ token_type: 'bearer', scope: ['pets:read', 'pets:write'] });
        expect(token.expiresAt).toBe(ends);
        const renewed = await renew(scene, token);
        expect(renewed).toMatchObject({ token_type: 'bearer', id: token.id });
        expect(renewed.refresh_token).not.toBe(token.refresh_token);
        expect(await whoIs(scene, renewed)).toMatchObject({ sub: 'user-alice' });
        expect(await introspected(scene, renewed)).toMatchObject({ active: true });
        if (!namesHost) expect(await asMachine(scene)).toMatchObject({ token_type: 'bearer' });
        expect(scene.server.refusals).toEqual([]);
        const failed = renew(scene, { ...renewed, refresh_token: 'made-up' });
        await expect(failed).rejects.toMatchObject({ quote: { error_description: 'no such refresh token' } });
        await revoked(scene, renewed);
      } finally {
        await scene.server.close();
      }
    }),
    { numRuns: 150 },
  );
});
