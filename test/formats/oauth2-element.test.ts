import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { visibilities } from '../../src/core/visibility.ts';
import {
  argumentLocations,
  type Oauth2Content,
  type Oauth2Element,
  type Oauth2Stage,
} from '../../src/formats/oauth2-element.ts';
import { oauth2ElementOf } from '../../src/formats/oauth2-element-of.ts';
import { readOauth2Elements } from '../../src/formats/read/oauth2-element.ts';
import { profileOfOauth2Element } from '../../src/formats/read/oauth2-profile.ts';
import { writeOauth2Element } from '../../src/formats/write-oauth2-element.ts';
import { aProfile } from '../core/support/records.ts';
import { readOrRefused } from './read/read-or-refused.ts';

const page = new Window();
const ports = {
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
};
const read = (text: string) => readOauth2Elements(text, ports);
const example = readFileSync(new URL('fixtures/oauth2-element.xml', import.meta.url), 'utf8');

/** What is the same to every XML parser. */
function withoutLayout(xml: string): string {
  return xml
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ (?=\/?>)/g, '')
    .trim();
}

test('The document’s own example comes back the same when written', () => {
  const [{ element, notUnderstood } = expect.fail('nothing read')] = read(example);
  expect(notUnderstood).toEqual([]);
  expect(withoutLayout(writeOauth2Element(element))).toBe(withoutLayout(example));
  expect(read(writeOauth2Element(element))).toEqual([{ element, notUnderstood: [] }]);
});

test('The document’s own example fills a profile', () => {
  const [{ element } = expect.fail('nothing read')] = read(`Copied with its page:\n${example}\nLast updated`);
  const { draft, notUnderstood, remarks } = profileOfOauth2Element(element, 'new');
  const { knownFields } = draft;
  expect(notUnderstood).toEqual([]);
  expect(draft).toMatchObject({
    name: 'iam-oauth2-schema',
    endpoints: {
      authorization_endpoint: 'https://accounts.travel_bureau.com/oauth/v2.0/auth',
      token_endpoint: 'https://accounts.travel_bureau.com/oauth/v2.0/token',
      userinfo_endpoint: 'https://accounts.travel_bureau.com/oauth/user/info',
    },
    grant_type: 'authorization_code',
    token_endpoint_auth_method: 'client_secret_post',
    scope: 'AaaServer.profile.READ email',
  });
  expect(draft.endpoints).not.toHaveProperty('refresh_endpoint');
  expect(draft.parameters).toEqual([
    {
      name: 'access_type',
      value: 'offline',
      values: ['offline', 'online'],
      description: 'Enter access_type as online or offline.',
      stage: 'authorize',
      place: 'query',
      on: true,
    },
  ]);
  expect(remarks).toContain('access_type can be offline or online: offline was chosen.');
  expect(draft).toMatchObject({ visibility: 'internal', baseUriField: 'api_domain' });
  expect(remarks).toContain('The user is known by ZUID and Display_Name of the user info.');
  expect(draft.deviations).toEqual({
    answers: { 'user info': { fields: { sub: 'ZUID', name: 'Display_Name' } } },
    userInfo: { query: 'Authorization' },
  });
  expect(draft.services).toEqual({ userInfoScopes: ['AaaServer.profile.READ', 'email'] });
  expect(knownFields.filter(({ endpoint }) => endpoint === 'userinfo_endpoint').map(({ name }) => name)).toEqual([
    'First_Name',
    'Last_Name',
    'Display_Name',
    'ZUID',
    'Email',
  ]);
  expect(knownFields).toContainEqual({
    endpoint: 'token_endpoint',
    name: 'expires_in',
    type: 'integer',
    values: ['3600'],
    description: 'Time in seconds after which the access token expires',
  });
});

test.each([
  ['', { scope: 'AaaServer.profile.READ email' }, undefined],
  ['location="header" name="Authorization" scopes="a"', { scope: 'a' }, undefined],
  ['location="header" name="X-Token"', { scope: '' }, { header: 'X-Token', scheme: '' }],
  ['location="param" name="oauth_token" scopes="a,b"', { scope: 'a b' }, { query: 'oauth_token' }],
])(
  'How the user info wants the token, and its scopes, come back from a profile: %s',
  (attributes, fields, userInfo) => {
    const tag = attributes && `<authentication type="oauth2" ${attributes} />`;
    const xml = tag ? example.replace(/<authentication .*>/, tag) : example;
    const [{ element } = expect.fail('nothing read')] = read(xml);
    const { draft } = profileOfOauth2Element(element, 'new');
    expect(draft).toMatchObject(fields);
    if (userInfo) expect(draft.deviations?.userInfo).toEqual(userInfo);
    const parsed = parseProfile({ ...draft, client_id: 'crm', client_secret: 'hush' }, { position: 0 });
    if ('errors' in parsed) return expect.fail(JSON.stringify(parsed.errors));
    // Whatever else the tester asks for by now.
    const written = oauth2ElementOf({ ...parsed.profile, scope: [...parsed.profile.scope, 'more'] });
    const { authentication } = element.stages['authentication-url'] ?? {};
    if (authentication?.scopes) expect(written.stages['authentication-url']?.authentication).toEqual(authentication);
    else expect(written.stages['authentication-url']?.authentication).toMatchObject(authentication ?? {});
  },
);

test('A scope that only the user info needs is told', () => {
  const xml = `<oauth2 name="x">
    <authorization-url path="https://a.example/auth"><operation method="get"><argument name="scope" location="param">
      <content><structure><property values="crm,email"/></structure></content></argument></operation></authorization-url>
    <authentication-url path="https://a.example/me"><operation method="get">
      <authentication location="header" name="Authorization" scopes="email,profile"/></operation></authentication-url>
  </oauth2>`;
  const [{ element } = expect.fail('nothing read')] = read(xml);
  const { draft, remarks } = profileOfOauth2Element(element, 'new');
  expect(draft.scope).toBe('crm email');
  expect(remarks).toContain('<authentication-url> needs the scope profile, too: add it.');
});

test('Other methods, places and what is missing are told', () => {
  const [{ element, notUnderstood } = expect.fail('nothing read')] =
    read(`<oauth2 name="x" visibility="secret" colour="red">
    <token-url path="https://a.example/token"><operation method="GET">
      <argument name="Authorization" location="header"/><argument name="tenant" location="body"/><note/>
    </operation></token-url></oauth2>`);
  expect(notUnderstood).toEqual([
    'The attribute colour of <oauth2> is not known.',
    'The visibility “secret” is not known.',
    'There is no <authorization-url>, which the element should have.',
    '<note> inside of <operation> is not known.',
    'There is no <refresh-url>, which the element should have.',
  ]);
  const { draft, remarks } = profileOfOauth2Element(element, 'new');
  expect(draft.token_endpoint_auth_method).toBe('client_secret_basic');
  expect(draft.parameters).toEqual([{ name: 'tenant', value: '', stage: 'token', place: 'body', on: false }]);
  expect(draft.deviations).toEqual({ requests: { token: { method: 'GET' } } });
  expect(remarks).toEqual(['tenant has no value yet: type one, and switch it on.']);
});

const text = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'&<>"\'; \n'), fc.stringMatching(/^[!-~äß–😀]$/u)) })
  .map((each) => each.trim());
const item = fc.stringMatching(/^[\w:.-]{1,8}$/);
const items = fc.array(item, { minLength: 1 });
const some = <Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) =>
  fc.record(fields, { requiredKeys: [] });
const property = some({ name: text, type: item, values: items, description: text });
const content: fc.Arbitrary<Oauth2Content> = fc
  .tuple(some({ encode: text, structure: text }), fc.array(property, { maxLength: 3 }))
  .map(([rest, properties]) => ({ ...rest, properties }));
const stage: fc.Arbitrary<Oauth2Stage> = fc.record(
  {
    path: text,
    method: item,
    name: text,
    category: item,
    description: text,
    arguments: fc.array(
      fc.record(
        { name: text, location: fc.constantFrom(...argumentLocations), description: text, content },
        { requiredKeys: ['name', 'location'] },
      ),
      { maxLength: 3 },
    ),
    responses: fc.array(fc.record({ status: item, content }, { requiredKeys: ['status'] }), { maxLength: 2 }),
    authentication: some({ location: item, type: item, name: text, scopes: items }),
  },
  { requiredKeys: ['path', 'method', 'arguments', 'responses'] },
);
const anyElement: fc.Arbitrary<Oauth2Element> = fc.record(
  {
    name: text,
    visibility: fc.constantFrom(...visibilities),
    description: text,
    stages: some({ 'authorization-url': stage, 'token-url': stage, 'refresh-url': stage, 'authentication-url': stage }),
  },
  { requiredKeys: ['name', 'stages'] },
);

test('An element that is written is read back the same', () => {
  fc.assert(
    fc.property(anyElement, (element) => {
      const [once] = read(writeOauth2Element(element));
      expect(once?.element).toEqual(element);
    }),
  );
});

test('No secret of a URL is in an element', () => {
  const authorization_endpoint = 'https://me:hush@id.acme.example/authorize?api_key=hush&tenant=1';
  const element = writeOauth2Element(oauth2ElementOf(aProfile({ endpoints: { authorization_endpoint } })));
  expect(element).toContain('"https://id.acme.example/authorize?tenant=1"');
  expect(element).not.toMatch(/hush|me:/);
});

test('A profile that is written as an element is read back as far as the element can say it', () => {
  const profile = aProfile({
    token_endpoint_auth_method: 'client_secret_post',
    client_secret: 'hush',
    endpoints: {
      authorization_endpoint: 'https://a.example/auth?x=1&y=2',
      token_endpoint: 'https://a.example/token',
      refresh_endpoint: 'https://a.example/refresh',
      userinfo_endpoint: 'https://a.example/me',
    },
    parameters: [
      {
        name: 'access_type',
        value: 'online',
        values: ['online', 'offline'],
        stage: 'authorize',
        place: 'query',
        on: true,
      },
      { name: 'X-Key', value: 'hush', stage: 'token', place: 'header', on: true },
    ],
  });
  const xml = writeOauth2Element(oauth2ElementOf(profile));
  expect(xml).not.toContain('hush');
  const [{ element } = expect.fail('nothing read')] = read(xml);
  const { draft } = profileOfOauth2Element(element, 'new');
  const { client_id, client_secret = '' } = profile;
  const parsed = parseProfile({ ...draft, client_id, client_secret }, { position: 0 });
  expect(parsed).toMatchObject({
    profile: {
      name: 'Acme',
      endpoints: profile.endpoints,
      token_endpoint_auth_method: 'client_secret_post',
      grant_type: 'authorization_code',
      scope: ['pets:read'],
      parameters: [
        { name: 'access_type', value: 'online', values: ['online', 'offline'] },
        { name: 'X-Key', value: '', stage: 'token', place: 'header', on: false },
      ],
    },
  });
});

test.each([
  ['', 'there is none'],
  ['<oauth2 name="x">', 'there is none'],
  ['<oauth2 name="x"><a></oauth2>', 'well-formed'],
  ['<oauth2><!DOCTYPE x [<!ENTITY y "z">]>&y;</oauth2>', 'entities'],
  [`<oauth2>${'<a>'.repeat(300_000)}</oauth2>`, 'deep'],
])('What is none is refused: %.60s', (xml, words) => {
  let message = '';
  try {
    read(xml);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(words);
  expect(readOrRefused(() => read(xml))).toBeUndefined();
});

test('Fifty megabytes are refused before they are parsed, and ten thousand beginnings take no time', () => {
  expect(readOrRefused(() => read(`<oauth2>${' '.repeat(50_000_000)}</oauth2>`))).toBeUndefined();
  expect(readOrRefused(() => read('<oauth2 '.repeat(200_000)))).toBeUndefined();
});

test('Whatever stands in a text, it is read or refused with a sentence', () => {
  const bits = fc.constantFrom(
    '<oauth2>',
    '</oauth2>',
    '<oauth2 name="a">',
    '<token-url path="x">',
    '</token-url>',
    '<',
    '>',
    '&',
    '"',
    '&#0;',
    '<![CDATA[',
    '<!--',
    '<?x',
    ' a="b"',
    '<operation method="x"/>',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.oneof(bits, fc.string())).map((all) => `<oauth2>${all.join('')}</oauth2>`),
      ),
      (xml) => {
        for (const { element } of readOrRefused(() => read(xml)) ?? []) profileOfOauth2Element(element, 'new');
      },
    ),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(
      anyElement,
      (element) => void parseProfile(profileOfOauth2Element(element, 'new').draft, { position: 0 }),
    ),
  );
});
