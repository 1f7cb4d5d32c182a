import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Profile } from '../../src/core/profile.ts';
import { readPostman } from '../../src/formats/read/postman.ts';
import { writePostman } from '../../src/formats/write-postman.ts';
import { aProfile } from '../core/support/records.ts';
import { readOrRefused } from './read/read-or-refused.ts';

const ports = { randomId: () => 'new' };
const read = (value: unknown, environment?: unknown) =>
  readPostman(JSON.stringify(value), environment === undefined ? undefined : JSON.stringify(environment), ports);
const settings = (values: object) => ({
  type: 'oauth2',
  oauth2: Object.entries(values).map(([key, value]) => ({ key, value, type: 'any' })),
});

const collection = {
  info: { name: 'Pets', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: [
    { key: 'idp', value: 'https://id.acme.example' },
    { key: 'api', value: 'https://api.acme.example' },
  ],
  auth: settings({
    tokenName: 'Acme',
    grant_type: 'authorization_code_with_pkce',
    authUrl: '{{idp}}/authorize',
    accessTokenUrl: '{{idp}}/token',
    clientId: '{{client}}',
    clientSecret: '{{secret}}',
    scope: 'openid pets:read',
    redirect_uri: 'https://oauth.pstmn.io/v1/callback',
    client_authentication: 'body',
    accessToken: 'stored',
    tokenRequestParams: [
      { key: 'audience', value: '{{api}}', enabled: true, send_as: 'request_body' },
      { key: 'X-Trace', value: '1', enabled: false, send_as: 'request_header' },
    ],
    headerPrefix: 'token',
    mystery: 1,
  }),
  item: [
    { name: 'folder', item: [{ name: 'list', request: { method: 'GET', url: { raw: '{{api}}/pets?limit=1' } } }] },
    {
      name: 'machine',
      request: {
        url: '{{api}}/x',
        auth: settings({
          grant_type: 'client_credentials',
          accessTokenUrl: '{{idp}}/token',
          clientId: 'svc',
          clientSecret: 'shh',
        }),
      },
    },
    { name: 'other', request: { url: 'https://x.example', auth: { type: 'bearer', bearer: [] } } },
  ],
};

test('A collection gives a profile for each different setting, its variables filled in', () => {
  const environment = {
    name: 'staging',
    values: [
      { key: 'client', value: 'tester', enabled: true },
      { key: 'idp', value: 'no', enabled: false },
    ],
  };
  const [pets, machine, ...more] = read(collection, environment);
  expect(more).toEqual([]);
  expect(pets).toMatchObject({
    draft: {
      name: 'Acme',
      grant_type: 'authorization_code',
      code_challenge_method: 'S256',
      endpoints: {
        authorization_endpoint: 'https://id.acme.example/authorize',
        token_endpoint: 'https://id.acme.example/token',
      },
      client_id: 'tester',
      client_secret: '',
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'openid pets:read',
      redirect: 'tab',
      parameters: [
        { name: 'audience', value: 'https://api.acme.example', stage: 'token', place: 'body', on: true },
        { name: 'X-Trace', value: '1', stage: 'token', place: 'header', on: false },
      ],
    },
    token: { access_token: 'stored' },
    api: ['https://api.acme.example/*', 'https://x.example/*'],
    notUnderstood: [
      'Postman’s setting “mystery” is not known.',
      'The header prefix “token” is set where the token is used.',
    ],
  });
  expect(pets?.remarks).toContain('{{secret}} stands where client_secret belongs: type it.');
  expect(machine?.draft).toMatchObject({
    name: 'machine',
    client_id: 'svc',
    token_endpoint_auth_method: 'client_secret_basic',
  });
});

test('A profile that is written for Postman is read back the same', () => {
  const word = fc.stringMatching(/^[!#-Z^-z]([ -Z^-z]{0,8}[!#-Z^-z])?$/);
  const url = fc.webUrl();
  const profile: fc.Arbitrary<Profile> = fc
    .record({
      name: word,
      grant_type: fc.constantFrom('authorization_code' as const, 'password' as const, 'client_credentials' as const),
      client_id: word,
      client_secret: word,
      username: word,
      password: word,
      token_endpoint_auth_method: fc.constantFrom('client_secret_basic' as const, 'client_secret_post' as const),
      scope: fc.uniqueArray(fc.stringMatching(/^[a-z:]+$/)),
      redirect: url.map((redirect_uri) => ({ by: 'tab' as const, redirect_uri })),
      endpoints: fc.record({ authorization_endpoint: url, token_endpoint: url, refresh_endpoint: url }),
      code_challenge_method: fc.constantFrom('S256' as const, 'plain' as const, 'none' as const),
      parameters: fc.uniqueArray(
        fc.record({
          name: word,
          value: word,
          stage: fc.constantFrom('token' as const, 'refresh' as const),
          place: fc.constantFrom('body' as const, 'query' as const, 'header' as const),
          on: fc.boolean(),
        }),
        { selector: ({ name }) => name },
      ),
    })
    .map((fields) => {
      const parameters = fields.parameters.toSorted((a, b) => (a.stage === b.stage ? 0 : a.stage === 'token' ? -1 : 1));
      const front = fields.grant_type === 'authorization_code';
      return aProfile({ ...fields, parameters, code_challenge_method: front ? fields.code_challenge_method : 'S256' });
    });
  fc.assert(
    fc.property(profile, (original) => {
      const { text, leftOut } = writePostman([original], { withSecrets: true });
      expect(leftOut).toEqual([]);
      const [{ draft, notUnderstood } = expect.fail('nothing read')] = readPostman(text, undefined, ports);
      expect(notUnderstood).toEqual([]);
      expect(parseProfile(draft, { position: 0 })).toEqual({ profile: { ...original, id: 'new' } });
    }),
  );
});

test('Without secrets, none of them is in the collection, and what Postman can’t do is told', () => {
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const { text, leftOut } = writePostman(
    [
      aProfile({
        client_secret: 'hush',
        password: 'hush',
        token_endpoint_auth_method: 'client_secret_post',
        endpoints: {
          authorization_endpoint: 'https://me:hush@id.acme.example/authorize',
          token_endpoint: 'https://id.acme.example/token?api_key=hush&a=b',
        },
        redirect: { by: 'tab', redirect_uri: 'https://me:hush@app.acme.example/cb' },
        parameters: [
          { name: 'api_key', value: 'hush', stage: 'every', place: 'body', on: true },
          { name: 'resource', value: 'https://me:hush@api.acme.example', stage: 'token', place: 'body', on: true },
        ],
      }),
      aProfile({ name: 'TV', grant_type: device }),
      aProfile({ name: 'Signs', token_endpoint_auth_method: 'private_key_jwt' }),
    ],
    { withSecrets: false },
  );
  expect(text).not.toContain('hush');
  expect(leftOut).toEqual([
    'Acme: its secrets.',
    'Acme: api_key.',
    'Acme: user and password in authorization_endpoint.',
    'Acme: api_key in token_endpoint.',
    'Acme: user and password in redirect_uri.',
    'Acme: user and password in resource.',
    'TV: Postman does not know its grant.',
    'Signs: Postman does not know its client authentication.',
  ]);
  expect(readPostman(text, undefined, ports)).toHaveLength(2);
});

test.each([
  [{ values: [{ key: 'a', value: 'b' }] }, 'environment'],
  [{ info: { name: 'x' }, item: [] }, 'nothing in it'],
  [{ item: [] }, 'info'],
  ['text', 'form'],
])('What is no collection is refused: %j', (value, words) => {
  expect(readOrRefused(() => read(value))).toBeUndefined();
  expect(() => read(value)).toThrow(words);
});

test('A collection nested very deep, or with variables that name each other, ends', () => {
  const deep = `{"info":{"name":"x"},"item":[${'{"item":['.repeat(2000)}${']}'.repeat(2000)}]}`;
  expect(readOrRefused(() => readPostman(deep, undefined, ports))).toBeUndefined();
  const bomb = {
    ...collection,
    variable: Array.from('abcdefgh', (key, at, all = 'abcdefgha') => ({ key, value: `{{${all[at + 1]}}}`.repeat(50) })),
    auth: settings({ clientId: '{{a}}', grant_type: 'password' }),
  };
  expect(read(bomb)).toHaveLength(2);
  const long = {
    ...bomb,
    variable: [{ key: 'a', value: 'x'.repeat(1_000_000) }],
    auth: settings({ clientId: '{{a}}'.repeat(1000) }),
  };
  expect(read(long)).toHaveLength(2);
});

test('Whatever stands in a collection, it is read or refused with a sentence', () => {
  const names = [
    'grant_type',
    'clientId',
    'authUrl',
    'tokenRequestParams',
    'scope',
    'headerPrefix',
    '__proto__',
    'constructor',
    'audience',
  ];
  const auth = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.webUrl())).map(settings);
  const item = fc.record(
    {
      name: fc.jsonValue(),
      request: fc.oneof(fc.jsonValue(), fc.record({ auth, url: fc.oneof(fc.jsonValue(), fc.webUrl()) })),
      item: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const all = fc.record({
    info: fc.constant({ name: 'x' }),
    auth: fc.oneof(auth, fc.jsonValue()),
    item: fc.array(item),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        all.map((each) => JSON.stringify(each)),
      ),
      (text) => {
        for (const { draft } of readOrRefused(() => readPostman(text, undefined, ports)) ?? [])
          parseProfile(draft, { position: 0 });
        readOrRefused(() => readPostman('{"info":{"name":"x"},"item":[]}', text, ports));
      },
    ),
    { numRuns: 1000 },
  );
});
