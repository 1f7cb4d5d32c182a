import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantTypes, responseTypes } from '../../src/core/grant-type.ts';
import { places, stages } from '../../src/core/parameter.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { authMethods, endpointNames, type Profile, responseModes } from '../../src/core/profile.ts';
import { visibilities } from '../../src/core/visibility.ts';
import { writeProfileFile } from '../../src/formats/profile-file.ts';
import { readProfileFile } from '../../src/formats/read/profile-file.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { readOrRefused } from './read/read-or-refused.ts';

/** Ids that nobody else has. */
function newIds() {
  let next = 0;
  return { randomId: () => `new-${next++}` };
}

const read = (text: string) => readProfileFile(text, newIds());

const word = fc.stringMatching(/^[!-~]([ -~]{0,12}[!-~])?$/);
const anyProfile: fc.Arbitrary<Profile> = fc.record(
  {
    id: fc.uuid(),
    name: word,
    description: fc.oneof(fc.constant(''), word),
    position: fc.nat(),
    issuer: fc.webUrl(),
    endpoints: fc.dictionary(fc.constantFrom(...endpointNames), fc.webUrl(), { noNullPrototype: true }),
    grant_type: fc.constantFrom(
      ...grantTypes.filter((grant) => grant !== 'urn:ietf:params:oauth:grant-type:token-exchange'),
    ),
    client_id: word,
    client_secret: word,
    token_endpoint_auth_method: fc.constantFrom(...authMethods),
    rawBasic: fc.constant(true),
    keyId: word,
    scope: fc.uniqueArray(fc.stringMatching(/^[a-z:]+$/)),
    scopeSeparator: fc.constantFrom(' ', ',', ', '),
    redirect: fc.oneof(
      fc.constant({ by: 'identity' as const }),
      fc.webUrl().map((redirect_uri) => ({ by: 'tab' as const, redirect_uri })),
    ),
    response_mode: fc.constantFrom(...responseModes),
    code_challenge_method: fc.constantFrom('S256' as const, 'none' as const),
    pushed: fc.constant(true),
    dpop: fc.constant(true),
    username: word,
    password: word,
    assertion: word,
    assertionClaims: fc.constant('{"sub":"alice"}'),
    actor: fc.record({ text: word, type: word }),
    login_hint: word,
    extensionGrant: word,
    introspection_secret: word,
    visibility: fc.constantFrom(...visibilities),
    integration: word,
    shared: fc.constant(true),
    pastedOnly: fc.constant(true),
    baseUri: fc.webUrl(),
    baseUriField: fc.constant('api_domain'),
    knownFields: fc.array(fc.record({ endpoint: fc.constantFrom(...endpointNames), name: word }), { minLength: 1 }),
    services: fc.constant({ validation: { by: 'introspection' as const } }),
    registration: fc.record({ registration_client_uri: fc.webUrl(), registration_access_token: word }),
    parameters: fc.array(
      fc.record({
        name: word,
        value: word,
        stage: fc.constantFrom(...stages),
        place: fc.constantFrom(...places),
        on: fc.boolean(),
      }),
    ),
  },
  {
    requiredKeys: [
      ...(['id', 'name', 'description', 'position', 'endpoints', 'grant_type', 'client_id', 'client_secret'] as const),
      ...([
        'token_endpoint_auth_method',
        'scope',
        'scopeSeparator',
        'redirect',
        'parameters',
        'issuer',
        'code_challenge_method',
      ] as const),
      ...(['username', 'assertion', 'login_hint', 'extensionGrant'] as const),
    ],
  },
);

/** A front channel without a response type has its usual one. */
const complete = anyProfile.map((profile): Profile => {
  if (profile.grant_type !== 'implicit' && profile.grant_type !== 'hybrid') return profile;
  return { ...profile, response_type: responseTypes[profile.grant_type][1] };
});

test('A profile that is written with its secrets is read back the same, under an id of its own', () => {
  fc.assert(
    fc.property(fc.array(complete, { minLength: 1, maxLength: 4 }), (profiles) => {
      const { text, leftOut } = writeProfileFile(profiles, { withSecrets: true });
      const file = read(text);
      expect(leftOut).toEqual([]);
      expect(file.refused).toEqual([]);
      for (const [index, { draft, notUnderstood }] of file.profiles.entries()) {
        const original = profiles[index];
        expect(notUnderstood).toEqual([]);
        expect(draft.id).toBe(`new-${index}`);
        const parsed = parseProfile({ ...draft, keyId: original?.keyId ?? '' }, { position: original?.position ?? 0 });
        if ('errors' in parsed) expect(Object.keys(parsed.errors)).toEqual(['keyId']);
        else expect(parsed.profile).toEqual({ ...original, id: draft.id });
      }
    }),
  );
});

test('Without secrets, none is in what I add to requests, nor in an address', () => {
  const profile = aProfile({
    endpoints: { token_endpoint: 'https://id.acme.example/token?a=b&api_key=hush' },
    deviations: {
      requests: {
        token: {
          add: [
            { name: 'X-Auth-Token', value: 'hush', place: 'header' },
            { name: 'token', value: 'Bearer {access_token}', place: 'header' },
          ],
        },
      },
      use: { headers: { 'X-Api-Key': 'hush', 'X-Version': '2' } },
    },
  });
  const { text, leftOut } = writeProfileFile([profile], { withSecrets: false });
  expect(text).not.toContain('hush');
  expect(leftOut).toEqual(['Acme: X-Auth-Token, X-Api-Key, api_key in token_endpoint']);
  const [acme] = JSON.parse(text).profiles;
  expect(acme.endpoints.token_endpoint).toBe('https://id.acme.example/token?a=b');
  expect(acme.deviations.use.headers).toEqual({ 'X-Api-Key': '', 'X-Version': '2' });
  expect(acme.deviations.requests.token.add[1].value).toBe('Bearer {access_token}');
});

test('Without secrets, none of them is in the file', () => {
  const profile = aProfile({
    client_secret: 'hush-client',
    token_endpoint_auth_method: 'client_secret_basic',
    password: 'hush-password',
    assertion: 'hush-assertion',
    registration: {
      registration_client_uri: 'https://id.acme.example/r/1',
      registration_access_token: 'hush-registration',
    },
    subject: { text: 'hush-subject', type: 'urn:t' },
    actor: { tokenId: 'hush-stored', part: 'access_token' },
    keyId: 'hush-key',
    endpoints: { token_endpoint: 'https://me:hush-user@id.acme.example/token' },
    parameters: [
      { name: 'X-Api-Key', value: 'hush-key', stage: 'token', place: 'header', on: true },
      { name: 'audience', value: 'pets', stage: 'token', place: 'body', on: true },
    ],
  });
  const { text, leftOut } = writeProfileFile([profile], { withSecrets: false });
  expect(text).not.toContain('hush');
  expect(leftOut).toEqual([
    'Acme: client_secret, password, assertion, registration, subject_token, X-Api-Key, user and password in token_endpoint',
  ]);
  const [acme] = read(text).profiles;
  expect(acme?.draft).toMatchObject({
    name: 'Acme',
    client_secret: '',
    endpoints: { token_endpoint: 'https://id.acme.example/token' },
  });
  expect(acme?.draft.parameters).toMatchObject([
    { name: 'X-Api-Key', value: '' },
    { name: 'audience', value: 'pets' },
  ]);
  expect(acme?.remarks).toEqual(['The file was written without secrets: type the client secret.']);
});

test.each(['https:\\\\', 'https:/', 'https:', ' HTTPS:///'])(
  'Without secrets, no URL that begins with “%s” has a user in it, either',
  (begin) => {
    const profile = aProfile({ baseUri: `${begin}me:hush@api.acme.example/v1` });
    const { text, leftOut } = writeProfileFile([profile], { withSecrets: false });
    expect(text).not.toMatch(/hush|me:/);
    expect(leftOut[0]).toContain('user and password in baseUri');
  },
);

test('Without secrets, no URL has a user and password in it, wherever it stands', () => {
  const profile = aProfile({
    issuer: 'https://me:hush@id.acme.example',
    baseUri: 'https://me:hush@api.acme.example/v1',
    redirect: { by: 'tab', redirect_uri: 'http://me:hush@localhost/cb' },
    parameters: [
      { name: 'resource', value: 'https://me:hush@api.acme.example', stage: 'token', place: 'body', on: true },
    ],
    deviations: { origin: 'https://me:hush@app.acme.example' },
    services: { validation: { by: 'url', url: 'https://me:hush@api.acme.example/me?api_key=hush' } },
  });
  const { text, leftOut } = writeProfileFile([profile], { withSecrets: false });
  expect(text).not.toMatch(/hush|me:/);
  for (const field of ['issuer', 'baseUri', 'redirect_uri', 'resource', 'origin', 'url'])
    expect(leftOut[0]).toContain(`user and password in ${field}`);
  const [acme] = JSON.parse(text).profiles;
  expect(acme).toMatchObject({ issuer: 'https://id.acme.example', baseUri: 'https://api.acme.example/v1' });
  expect(writeProfileFile([profile], { withSecrets: true }).text).toContain('me:hush');
});

test('What the browser keeps for itself is in no file', () => {
  const { text } = writeProfileFile([aProfile({ deletedAt: noon, metadata: { issuer: 'https://meta.example' } })], {
    withSecrets: true,
  });
  expect(Object.keys(JSON.parse(text).profiles[0])).not.toEqual(expect.arrayContaining(['id']));
  expect(text).not.toMatch(/deletedAt|metadata|"id"|position/);
});

test('A profile that signs asks for its key', () => {
  const { text } = writeProfileFile([aProfile({ token_endpoint_auth_method: 'private_key_jwt', keyId: 'k' })], {
    withSecrets: true,
  });
  expect(read(text).profiles[0]?.remarks).toMatchObject([expect.stringContaining('import it')]);
});

function withProfiles(...profiles: unknown[]): string {
  return JSON.stringify({ tokendock: 'profiles', version: 1, secrets: false, profiles });
}

const { id: _1, position: _2, ...good } = aProfile();

test('A profile that can’t be read leaves the others be, and says why without its value', () => {
  const { profiles, refused } = read(withProfiles(good, { ...good, name: 'Broken', scope: 'hush' }, null, 7));
  expect(profiles).toHaveLength(1);
  expect(refused).toEqual([
    'Profile 2 (“Broken”) was left out: its scope is not right.',
    'Profile 3 was left out: its form is not right.',
    'Profile 4 was left out: its form is not right.',
  ]);
});

test('What this version does not know is told', () => {
  expect(read(withProfiles({ ...good, flavour: 1 })).profiles[0]?.notUnderstood).toEqual([
    '“flavour” is not known to this version, and was left out.',
  ]);
});

test.each([
  ['', 'not JSON'],
  ['{"tokendock":"profiles","version":2,"secrets":false,"profiles":[]}', 'newer'],
  ['{"tokendock":"bindings"}', 'tokendock'],
  [withProfiles(), 'no profile'],
  [withProfiles(1), 'form'],
  [`${'['.repeat(500_000)}`, 'too deep'],
  [`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`, 'too deep'],
])('A file that is none is refused: %.60s', (text, words) => {
  let message = '';
  try {
    read(text);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(words);
  expect(readOrRefused(() => read(text))).toBeUndefined();
});

test('Names that mean something to JavaScript do nothing', () => {
  const text = withProfiles(good).replace(
    '"endpoints":{',
    '"__proto__":{"polluted":1},"constructor":1,"endpoints":{"__proto__":{"polluted":1},',
  );
  const [profile] = read(text).profiles;
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(profile).toBeDefined();
  expect(profile?.draft).not.toHaveProperty('polluted');
  expect(profile?.draft.endpoints).not.toHaveProperty('polluted');
  expect(profile?.notUnderstood).toHaveLength(2);
});

test('Whatever stands in a file, it is read or refused with a sentence', () => {
  const names = Object.keys(good);
  const strange = fc
    .dictionary(fc.constantFrom(...names, '__proto__'), fc.jsonValue())
    .map((changes) => ({ ...good, ...changes }));
  const files = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.oneof(strange, fc.jsonValue())).map((all) => withProfiles(...all)),
  );
  fc.assert(
    fc.property(files, (text) => {
      for (const { draft } of readOrRefused(() => read(text))?.profiles ?? []) parseProfile(draft, { position: 0 });
    }),
    { numRuns: 500 },
  );
});
