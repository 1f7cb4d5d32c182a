import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Profile } from '../../src/core/profile.ts';
import { draftOf, emptyDraft, type FieldErrors, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { splitScope } from '../../src/core/split-scope.ts';
import { aParameter } from '../oauth/support/a-parameter.ts';
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
      code_challenge_method: 'S256',
      parameters: [],
    });
  });

  test('of pasted tokens needs only a name', () => {
    const typed = { issuer: '', client_id: '', pastedOnly: true };
    expect(parse(typed)).toMatchObject({ name: 'Acme', client_id: '', endpoints: {}, pastedOnly: true });
    expect(errors({ ...typed, name: ' ', issuer: 'x' })).toEqual({
      name: 'Give the profile a name.',
      issuer: 'This is not an http or https URL.',
    });
  });

  test('says where the API is, in a URL', () => {
    const said = {
      baseUri: ' https://api.acme.example ',
      baseUriField: 'api_domain',
      integration: ' Acme ',
      shared: true,
    };
    expect(parse(said)).toMatchObject({ baseUri: 'https://api.acme.example', integration: 'Acme', shared: true });
    expect(errors({ baseUri: 'api', baseUriField: '[' })).toEqual({
      baseUri: 'This is not an http or https URL.',
      baseUriField: 'Type the field’s name, or a path like data.api_domain.',
    });
  });

  test('asks to take user and password out of a URL', () => {
    const url = 'https://me:hush@id.acme.example/token';
    const { issuer, baseUri, token_endpoint, services } = errors({
      issuer: url,
      baseUri: url,
      endpoints: { token_endpoint: url } as ProfileDraft['endpoints'],
      services: { validation: { by: 'url', url } },
    });
    const sentence = 'Take the user and password out of this URL: no browser sends such a request.';
    expect([issuer, baseUri, token_endpoint, services]).toEqual([sentence, sentence, sentence, sentence]);
  });

  test('forgives white space around what is typed', () => {
    const profile = parse({
      name: ' Acme\n',
      issuer: ' https://id.acme.example ',
      client_id: '\ttester ',
      endpoints: { token_endpoint: ' https://id.acme.example/token ' } as ProfileDraft['endpoints'],
      redirect: 'tab',
      redirect_uri: ' https://app.acme.example/ ',
      parameters: [aParameter(' audience ', ' kept as typed ')],
    });
    expect(profile).toMatchObject({
      name: 'Acme',
      issuer: 'https://id.acme.example',
      client_id: 'tester',
      endpoints: { token_endpoint: 'https://id.acme.example/token' },
      redirect: { by: 'tab', redirect_uri: 'https://app.acme.example/' },
      parameters: [aParameter('audience', ' kept as typed ')],
    });
  });

  test('drops a parameter row that was left empty', () => {
    expect(parse({ parameters: [aParameter(' ', '')] }).parameters).toEqual([]);
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
    ['with a nameless parameter', { parameters: [aParameter('', 'x')] }, ['parameters']],
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

  test.each<[string, Partial<ProfileDraft>, (keyof FieldErrors)[]]>([
    ['a password grant without a user', { grant_type: 'password' }, ['username']],
    [
      'a token exchange without a token',
      { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' },
      ['subject'],
    ],
    [
      'an assertion that is neither pasted nor can be built',
      { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
      ['keyId', 'assertionClaims'],
    ],
    [
      'a SAML grant without an assertion',
      { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' },
      ['assertion'],
    ],
    ['CIBA that knows nobody to ask', { grant_type: 'urn:openid:params:grant-type:ciba' }, ['login_hint']],
    ['a grant of one’s own without its name', { grant_type: 'extension' }, ['extensionGrant']],
    ['a signed request without a key', { signedRequest: true }, ['keyId']],
    ['a signing client without a key', { token_endpoint_auth_method: 'private_key_jwt' }, ['keyId']],
    [
      'authorization details that are no JSON',
      { parameters: [aParameter('authorization_details', '[')] },
      ['parameters'],
    ],
  ])('says of %s what is missing', (_, changes, fields) => {
    expect(Object.keys(errors(changes)).sort()).toEqual([...fields].sort());
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
