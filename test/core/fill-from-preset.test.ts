import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillFromPreset, refillFromPreset, wrongBlanks } from '../../src/core/fill-from-preset.ts';
import type { Preset } from '../../src/core/preset.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';

const preset: Preset = {
  title: 'Acme (cloud)',
  blanks: [
    { name: 'shop', label: 'Shop', shape: 'label', example: 'my-shop' },
    { name: 'host', label: 'Host', shape: 'host', example: 'id.acme.dev', value: 'id.acme.dev' },
    { name: 'path', label: 'Path', shape: 'segment', example: 'default', value: 'default' },
    { name: 'own', label: 'Server', shape: 'server', example: 'http://localhost:8080', value: 'http://localhost:8080' },
    { name: 'audience', label: 'Audience', shape: 'value', example: 'https://api.acme.dev', optional: true },
  ],
  issuer: 'https://{host}',
  endpoints: {
    authorization_endpoint: 'https://{shop}.acme.dev/{path}/authorize',
    token_endpoint: 'https://{shop}.acme.dev/{path}/token',
    userinfo_endpoint: '{own}/me',
  },
  grants: ['authorization_code'],
  authentication: ['client_secret_post'],
  pkce: 'plain',
  scopeSeparator: ',',
  scopes: [
    { scope: 'pets:read', allows: 'Reads pets.', asked: true },
    { scope: 'me', allows: 'Reads the profile.', asked: true },
    { scope: 'pets:write', allows: 'Changes pets.' },
  ],
  parameters: [{ name: 'audience', value: '{audience}', stage: 'authorize', place: 'query', on: true }],
  deviations: { use: { headers: { 'X-Client': '{client_id}', 'X-Audience': '{audience}' } } },
  apis: [],
  register: { url: 'https://acme.dev/apps', at: 'The app.' },
  redirect: 'Any.',
  documentation: [{ url: 'https://acme.dev/docs', read: '2026-11-22' }],
  unchecked: [],
};
const typed = { ...emptyDraft('new'), name: 'Petstore', client_id: 'tester', client_secret: 'secret' };
const good = { shop: 'my-shop' };

test('A preset fills the form, and what I typed stays', () => {
  const draft = fillFromPreset(preset, good, {
    ...typed,
    issuer: 'https://old.dev',
    metadata: { issuer: 'https://old.dev' },
  });
  expect(draft).toMatchObject({
    name: 'Petstore',
    client_id: 'tester',
    client_secret: 'secret',
    issuer: 'https://id.acme.dev',
    endpoints: {
      authorization_endpoint: 'https://my-shop.acme.dev/default/authorize',
      token_endpoint: 'https://my-shop.acme.dev/default/token',
      userinfo_endpoint: 'http://localhost:8080/me',
    },
    token_endpoint_auth_method: 'client_secret_post',
    code_challenge_method: 'plain',
    scopeSeparator: ',',
    scope: 'pets:read,me',
    preset: { title: 'Acme (cloud)', blanks: good },
  });
  expect(draft.metadata).toBeUndefined();
});

test('A profile without a name is called as its provider', () => {
  expect(fillFromPreset(preset, good, emptyDraft('new')).name).toBe('Acme (cloud)');
});

test.each<[string, string[], string | undefined, string]>([
  ['one API', ['https://{shop}.acme.dev/api'], 'api_domain', 'https://my-shop.acme.dev/api'],
  ['several', ['https://a.acme.dev', 'https://b.acme.dev'], undefined, ''],
  ['none', [], undefined, ''],
])('The base URI of a provider with %s is filled where nothing else is possible', (_, apis, baseUriField, baseUri) => {
  const draft = fillFromPreset({ ...preset, apis, ...(baseUriField && { baseUriField }) }, good, typed);
  expect(draft).toMatchObject({ baseUri, baseUriField: baseUriField ?? '' });
  expect(fillFromPreset({ ...preset, apis }, {}, typed).baseUri).toBe('');
});

test('A blank that may stay empty takes what needs it along; places of other names stay', () => {
  const without = fillFromPreset(preset, good, typed);
  expect(without.parameters).toMatchObject([{ name: 'audience', value: '', on: false }]);
  expect(without.deviations).toEqual({ use: { headers: { 'X-Client': '{client_id}' } } });
  const audience = 'https://api.acme.dev/$&{client_id}';
  const filled = fillFromPreset(preset, { ...good, audience: 'https://api.acme.dev/$&' }, typed);
  expect(filled.parameters).toMatchObject([{ value: 'https://api.acme.dev/$&', on: true }]);
  expect(wrongBlanks(preset, { ...good, audience })).toHaveProperty('audience');
});

test('Until a blank is filled, no half address stands in the form', () => {
  const draft = fillFromPreset(preset, {}, typed);
  expect(draft.endpoints).toEqual({ userinfo_endpoint: 'http://localhost:8080/me' });
  expect(wrongBlanks(preset, {})).toEqual({ shop: 'Shop is needed.' });
});

test('A blank typed later fills what I left alone, and leaves what I changed', () => {
  const before = fillFromPreset(preset, {}, typed);
  const changed = { ...before, scope: 'pets:write', name: 'Mine' };
  const after = refillFromPreset(preset, {}, good, changed);
  expect(after).toMatchObject({ scope: 'pets:write', name: 'Mine', client_id: 'tester', preset: { blanks: good } });
  expect(after.endpoints.token_endpoint).toBe('https://my-shop.acme.dev/default/token');
});

test('What the old server said of itself goes when a blank makes it another server', () => {
  const before = { ...fillFromPreset(preset, good, typed), metadata: { issuer: 'https://id.acme.dev' } };
  expect(refillFromPreset(preset, good, { ...good, path: 'other' }, before).metadata).toBeDefined();
  expect(refillFromPreset(preset, good, { ...good, host: 'id.other.dev' }, before).metadata).toBeUndefined();
});

describe('A blank never becomes more than its part of the URL:', () => {
  const hostile = [
    ...[
      'evil.com/',
      'evil.com/.',
      '@evil.com',
      'a@evil.com',
      'evil.com#',
      'evil.com?',
      'a b',
      ' ',
      '..',
      'a/../b',
      'a\\b',
    ],
    ...['a%2fb', 'evil.com:', 'javascript:alert(1)', '//evil.com', 'e\nvil', '{host}', '.', 'ä'],
  ];
  test.each(hostile)('%j', (value) => {
    for (const name of ['shop', 'host', 'path']) {
      expect(wrongBlanks(preset, { ...good, [name]: value })).toHaveProperty(name);
    }
    const draft = fillFromPreset(preset, { shop: value, host: value, path: value }, typed);
    expect(draft).toMatchObject({ issuer: '', endpoints: { userinfo_endpoint: 'http://localhost:8080/me' } });
  });

  test.each([
    'localhost',
    'ftp://a.dev',
    'https://a.dev/',
    'https://a@b.dev',
    'https://a.dev/../b',
    'https://a.dev?b',
    'https://a.dev/x y',
  ])('a server %j', (own) => expect(wrongBlanks(preset, { ...good, own })).toHaveProperty('own'));

  test.each(['https://a.dev', 'http://localhost:8080', 'https://a.dev/auth', 'https://a.dev:8443/x/auth'])(
    'but a server may be %j',
    (own) => expect(wrongBlanks(preset, { ...good, own })).toEqual({}),
  );

  test('whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (shop, path) => {
        const { token_endpoint } = fillFromPreset(preset, { shop, path }, typed).endpoints;
        if (!token_endpoint) return;
        const url = new URL(token_endpoint);
        expect(url.host).toBe(`${shop.trim().toLowerCase()}.acme.dev`);
        expect(url.pathname).toBe(`/${path.trim()}/token`);
        expect(url.href.toLowerCase()).toBe(token_endpoint.toLowerCase());
      }),
    );
  });
});
