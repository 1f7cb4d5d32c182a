import { describe, expect, test } from 'vitest';
import {
  draftOf,
  emptyDraft,
  type FieldErrors,
  type Profile,
  type ProfileDraft,
  parseProfile,
  splitScope,
} from '../../src/core/profile.ts';
import { aProfile } from './support/records.ts';

const filled: ProfileDraft = {
  ...emptyDraft('new'),
  name: 'Acme',
  issuer: 'https://id.acme.example',
  client_id: 'tester',
};

function parse(changes: Partial<ProfileDraft>, stored: { client_secret?: string } = {}): Profile {
  const parsed = parseProfile({ ...filled, ...changes }, { position: 3, ...stored });
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.profile;
}

function errors(changes: Partial<ProfileDraft>): FieldErrors {
  const parsed = parseProfile({ ...filled, ...changes }, { position: 3 });
  return 'errors' in parsed ? parsed.errors : {};
}

describe('The form', () => {
  test('needs no more than a name, an issuer and a client id', () => {
    expect(parse({})).toEqual({
      id: 'new',
      name: 'Acme',
      description: '',
      position: 3,
      issuer: 'https://id.acme.example',
      endpoints: {},
      grant_type: 'authorization_code',
      client_id: 'tester',
      token_endpoint_auth_method: 'none',
      scope: [],
      scopeSeparator: ' ',
      redirect: { by: 'identity' },
      authorizationParameters: [],
    });
  });

  test('forgives white space around what is typed', () => {
    const profile = parse({
      name: ' Acme\n',
      issuer: ' https://id.acme.example ',
      client_id: '\ttester ',
      endpoints: { token_endpoint: ' https://id.acme.example/token ' } as ProfileDraft['endpoints'],
      redirect: 'tab',
      redirect_uri: ' https://app.acme.example/ ',
      authorizationParameters: [{ name: ' audience ', value: ' kept as typed ' }],
    });
    expect(profile).toMatchObject({
      name: 'Acme',
      issuer: 'https://id.acme.example',
      client_id: 'tester',
      endpoints: { token_endpoint: 'https://id.acme.example/token' },
      redirect: { by: 'tab', redirect_uri: 'https://app.acme.example/' },
      authorizationParameters: [{ name: 'audience', value: ' kept as typed ' }],
    });
  });

  test('drops a parameter row that was left empty', () => {
    expect(parse({ authorizationParameters: [{ name: ' ', value: '' }] }).authorizationParameters).toEqual([]);
  });

  test.each<[string, Partial<ProfileDraft>, (keyof FieldErrors)[]]>([
    ['without a name', { name: ' ' }, ['name']],
    ['without a client id', { client_id: ' ' }, ['client_id']],
    ['with an issuer that is no URL', { issuer: 'id.acme.example' }, ['issuer']],
    ['with an issuer that is no web address', { issuer: 'ftp://id.acme.example' }, ['issuer']],
    ['without issuer and endpoints', { issuer: '' }, ['issuer', 'authorization_endpoint', 'token_endpoint']],
    ['with an endpoint that is no URL', { endpoints: { token_endpoint: '/token' } as never }, ['token_endpoint']],
    [
      'with a revocation endpoint of another kind',
      { endpoints: { revocation_endpoint: 'data:,x' } as never },
      ['revocation_endpoint'],
    ],
    [
      'with client authentication but no secret',
      { token_endpoint_auth_method: 'client_secret_post' },
      ['client_secret'],
    ],
    ['with a redirect in a tab, to nowhere', { redirect: 'tab' }, ['redirect_uri']],
    ['with nothing between two scopes', { scopeSeparator: '' }, ['scopeSeparator']],
    ['with a nameless parameter', { authorizationParameters: [{ name: '', value: 'x' }] }, ['authorizationParameters']],
  ])('%s says so at the field', (_, changes, fields) => {
    expect(Object.keys(errors(changes)).sort()).toEqual([...fields].sort());
  });

  test('says everything that is wrong at once', () => {
    expect(Object.keys(errors({ name: '', client_id: '', issuer: 'x', scopeSeparator: '' }))).toHaveLength(4);
  });

  test('asks a machine for no authorization endpoint and no redirect', () => {
    const machine: Partial<ProfileDraft> = {
      grant_type: 'client_credentials',
      issuer: '',
      endpoints: { token_endpoint: 'https://id.acme.example/token' } as ProfileDraft['endpoints'],
      redirect: 'tab',
    };
    expect(errors(machine)).toEqual({});
    expect(errors({ ...machine, grant_type: 'authorization_code', redirect: 'identity' })).toEqual({
      authorization_endpoint: 'Needed when there is no issuer.',
    });
  });

  test('keeps the stored secret unless another one is typed, or none', () => {
    const stored = { client_secret: 'stored' };
    expect(parse({ client_secret: undefined } as never, stored).client_secret).toBe('stored');
    expect(parse({ client_secret: 'typed' }, stored).client_secret).toBe('typed');
    expect(parse({ client_secret: '' }, stored)).not.toHaveProperty('client_secret');
  });

  test('of a stored profile shows all but its secret', () => {
    const profile = aProfile({ client_secret: 'hush', scope: ['a', 'b'], scopeSeparator: ', ' });
    const draft = draftOf(profile);
    expect(JSON.stringify(draft)).not.toContain('hush');
    expect(draft).toMatchObject({ id: 'acme', scope: 'a, b', redirect: 'identity', redirect_uri: '', issuer: '' });
  });
});

describe('Scopes', () => {
  test.each([
    ['openid profile', ' ', ['openid', 'profile']],
    ['  openid \n\t profile  ', ' ', ['openid', 'profile']],
    ['repo,gist', ',', ['repo', 'gist']],
    [' repo , gist ,', ',', ['repo', 'gist']],
    ['repo, gist', ', ', ['repo', 'gist']],
    ['read write,admin', ',', ['read write', 'admin']],
    ['a a b', ' ', ['a', 'b']],
    ['', ' ', []],
  ])('“%s” with “%s” between them are %j', (text, separator, scopes) => {
    expect(splitScope(text, separator)).toEqual(scopes);
  });
});
