import { describe, expect, test } from 'vitest';
import type { Deviations } from '../../src/core/deviations.ts';
import { grantTypes } from '../../src/core/grant-type.ts';
import { authMethods } from '../../src/core/profile.ts';
import { emptyDraft, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { previewProfile } from '../../src/features/preview.ts';
import { createKey } from '../../src/features/signing-keys.ts';
import { requestText } from '../../src/formats/exchange-text.ts';
import { createMemory } from '../support/memory-ports.ts';

const endpoints = {
  authorization_endpoint: 'https://id.acme.example/authorize',
  token_endpoint: 'https://id.acme.example/token',
} as ProfileDraft['endpoints'];

function aDraft(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  return { ...emptyDraft('acme'), name: 'Acme', client_id: 'tester', scope: 'pets:read', endpoints, ...changes };
}

/** Nothing may be sent: the world has no network. */
function offline() {
  const background = createMemory().background();
  const fetch = () => Promise.reject(new Error('the preview sent something'));
  return { ports: { ...background.ports, fetch }, calls: background.calls };
}

async function preview(changes: Partial<ProfileDraft> = {}) {
  const { ports, calls } = offline();
  const list = await previewProfile(aDraft(changes), ports);
  expect(calls.filter((call) => /put|delete|open/.test(call))).toEqual([]);
  return list;
}

const purposes = async (changes: Partial<ProfileDraft>) => (await preview(changes)).map(({ purpose }) => purpose);
const form = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));

test('The preview of a login reads as in an RFC', async () => {
  const [authorization, token, refresh] = await preview();
  expect(authorization && requestText(authorization)).toBe(
    [
      'GET /authorize?response_type=code&client_id=tester&redirect_uri=https%3A%2F%2Ftokendock.invalid%2F&scope=pets%3Aread&state=<state>&code_challenge=<code challenge>&code_challenge_method=S256 HTTP/1.1',
      'Host: id.acme.example',
    ].join('\n'),
  );
  expect(form(token?.body)).toEqual({
    client_id: 'tester',
    grant_type: 'authorization_code',
    code: '<code>',
    code_verifier: '<code verifier>',
    redirect_uri: 'https://tokendock.invalid/',
  });
  expect(form(refresh?.body)).toMatchObject({ grant_type: 'refresh_token', refresh_token: '<refresh token>' });
});

test('The preview shows the requests as the provider wants them', async () => {
  const deviations: Deviations = {
    requests: {
      authorization: { parameters: { client_id: { name: 'client_key' } } },
      token: { body: 'json', add: [{ name: 'X-Version', value: '2', place: 'header' }] },
      refresh: { method: 'GET' },
    },
  };
  const [authorization, token, refresh] = await preview({ deviations });
  expect(authorization?.url).toContain('client_key=tester');
  expect(token?.headers).toContainEqual(['x-version', '2']);
  expect(JSON.parse(token?.body ?? '')).toMatchObject({ code: '<code>', code_verifier: '<code verifier>' });
  expect(refresh).toMatchObject({ purpose: 'Refresh request', method: 'GET', body: '' });
  expect(refresh?.url).toContain('refresh_token=<refresh token>');
});

test('The preview goes without a deviation that is half typed', async () => {
  const deviations: Deviations = {
    requests: { token: { method: 'GET', add: [{ name: '', value: '', place: 'body' }] } },
  };
  const [, token] = await preview({ deviations });
  expect(token?.method).toBe('GET');
});

describe('The preview shows all requests', () => {
  const all = ['Authorization request', 'Token request', 'Refresh request'];
  test.each<[string, Partial<ProfileDraft>, string[]]>([
    ['of a pushed request', { pushed: true }, ['Pushed authorization request', ...all]],
    ['of the implicit grant', { grant_type: 'implicit' }, ['Authorization request']],
    ['of a hybrid login', { grant_type: 'hybrid' }, all],
    ['of a signed answer', { response_mode: 'jwt' }, all],
    [
      'of a device',
      { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' },
      ['Device authorization request', 'Token request', 'Refresh request'],
    ],
    [
      'of CIBA',
      { grant_type: 'urn:openid:params:grant-type:ciba' },
      ['Backchannel authentication request', 'Token request', 'Refresh request'],
    ],
    ['of a machine', { grant_type: 'client_credentials' }, ['Token request']],
    ['of a password', { grant_type: 'password' }, ['Token request', 'Refresh request']],
    ['of a token exchange', { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }, ['Token request']],
    ['of a JWT', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, ['Token request']],
    ['of a SAML assertion', { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' }, ['Token request']],
    ['of an own grant', { grant_type: 'extension' }, ['Token request']],
  ])('%s', async (_, changes, expected) => {
    expect(await purposes(changes)).toEqual(expected);
  });
});

describe('The preview shows in words', () => {
  test('a client secret, in each way to send it', async () => {
    const shown = async (changes: Partial<ProfileDraft>) =>
      (await preview({ grant_type: 'client_credentials', client_secret: 'typed-secret', ...changes }))[0];
    const basic = await shown({ token_endpoint_auth_method: 'client_secret_basic' });
    expect(new Headers(basic?.headers).get('authorization')).toBe('Basic <client id:client secret, base64>');
    const post = await shown({ token_endpoint_auth_method: 'client_secret_post' });
    expect(form(post?.body).client_secret).toBe('<client secret>');
    const jwt = await shown({ token_endpoint_auth_method: 'client_secret_jwt' });
    expect(form(jwt?.body).client_assertion).toMatch(/^ey[\w-]+\.ey[\w-]+\.<signature>$/);
  });

  test('passwords, assertions and tokens', async () => {
    const body = async (changes: Partial<ProfileDraft>) => form((await preview(changes))[0]?.body);
    expect(await body({ grant_type: 'password', username: 'alice', password: 'typed' })).toMatchObject({
      username: 'alice',
      password: '<password>',
    });
    const saml = { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', assertion: '<Assertion/>' } as const;
    expect(await body(saml)).toMatchObject({ assertion: '<assertion>' });
    const actor = { tokenId: 'stored', part: 'access_token', text: '', type: 'urn:x' } as const;
    const exchange = await body({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', actor });
    expect(exchange).toMatchObject({ subject_token: '<subject token>', actor_token: '<actor token>' });
  });

  test('a proof of possession, and a request object, both without their signatures', async () => {
    const [authorization, token] = await preview({ dpop: true, signedRequest: true });
    expect(new Headers(token?.headers).get('dpop')).toMatch(/\.<signature>$/);
    expect(authorization?.url).toMatch(/[?&]request=ey[\w-]+\.ey[\w-]+\.<signature>/);
  });

  test('the reference to a pushed request', async () => {
    expect((await preview({ pushed: true }))[1]?.url).toBe(
      'https://id.acme.example/authorize?client_id=tester&request_uri=<request uri>',
    );
  });

  test('endpoints that are not known yet', async () => {
    const [authorization, token] = await preview({ endpoints: {} as never, client_id: '' });
    expect(authorization?.url).toMatch(/^https:\/\/<authorization endpoint>\/\?.*client_id=<client id>/);
    expect(token?.url).toBe('https://<token endpoint>/');
  });
});

test('An issuer alone is enough: what discovery will tell is in words', async () => {
  const issuer = { issuer: 'https://id.acme.example/realm', endpoints: {} as never };
  const list = await preview({ ...issuer, pushed: true });
  expect(list.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
    'https://id.acme.example/realm/.well-known/openid-configuration',
    'https://<pushed authorization request endpoint>/',
    'https://<authorization endpoint>/',
    'https://<token endpoint>/',
    'https://<token endpoint>/',
  ]);
  expect(list[0]?.purpose).toBe('Discovery');
  const typed = await preview({ ...issuer, endpoints: { token_endpoint: 'https://t.example/t' } as never });
  expect(typed.map(({ url }) => url)).toContain('https://t.example/t');
});

test('Metadata that is nonsense does not break the preview', async () => {
  const metadata = { issuer: 'https://id.acme.example', authorization_endpoint: 'nonsense', token_endpoint: 'x' };
  expect(await preview({ issuer: metadata.issuer, metadata, endpoints: {} as never })).toEqual([]);
});

test('The preview carries the tester’s own parameters where they will stand', async () => {
  const parameter = (name: string, stage: 'authorize' | 'every', place: 'query' | 'body' | 'header') => ({
    name,
    value: 'x',
    stage,
    place,
    on: true,
  });
  const parameters = [
    parameter('prompt', 'authorize', 'query'),
    parameter('audience', 'every', 'body'),
    parameter('X-Tenant', 'every', 'header'),
    { ...parameter('off', 'every', 'body'), on: false },
  ];
  const [authorization, token] = await preview({ parameters });
  expect(authorization?.url).toContain('prompt=x');
  expect(form(token?.body)).toMatchObject({ audience: 'x' });
  expect(new Headers(token?.headers).get('x-tenant')).toBe('x');
  expect(token?.body).not.toContain('off');
});

test('A chosen key signs the preview', async () => {
  const { ports } = offline();
  const { id, publicJwk } = await createKey('PS256', ports);
  const draft = aDraft({ grant_type: 'client_credentials', token_endpoint_auth_method: 'private_key_jwt', keyId: id });
  const [request] = await previewProfile(draft, ports);
  const header = form(request?.body).client_assertion?.split('.')[0] ?? '';
  expect(JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')))).toMatchObject({
    alg: 'PS256',
    kid: publicJwk.kid,
  });
});

describe('A form that is half filled in', () => {
  const broken: Partial<ProfileDraft> = {
    name: '',
    client_id: '',
    issuer: 'nonsense',
    scopeSeparator: '',
    redirect: 'tab',
    redirect_uri: 'nonsense',
    endpoints: { token_endpoint: 'nonsense' } as never,
    parameters: [
      { name: 'claims', value: '{', stage: 'every', place: 'body', on: true },
      { name: '', value: 'x', stage: 'every', place: 'body', on: true },
    ],
  };

  test.each(grantTypes)('is shown for %s, with every client authentication', async (grant_type) => {
    for (const token_endpoint_auth_method of authMethods) {
      const list = await preview({ ...broken, grant_type, token_endpoint_auth_method });
      expect(list.length, token_endpoint_auth_method).toBeGreaterThan(0);
      expect(JSON.stringify(list)).not.toMatch(/zq\w/);
    }
  });
});

test('The preview shows requests as the provider wants them', async () => {
  const deviations: ProfileDraft['deviations'] = {
    requests: {
      '*': { parameters: { client_id: { name: 'client_key' } } },
      token: { body: 'json' },
      refresh: { method: 'GET' },
    },
  };
  const [authorization, token, refresh] = await preview({ deviations });
  expect(new URL(authorization?.url ?? '').searchParams.get('client_key')).toBe('tester');
  expect(JSON.parse(token?.body ?? '')).toMatchObject({ client_key: 'tester', code: '<code>' });
  expect(refresh).toMatchObject({ purpose: 'Refresh request', method: 'GET', body: '' });
  expect(refresh?.url).toContain('refresh_token=<refresh token>');
});

test('The preview shows a token request and a user info request of my own', async () => {
  const list = await preview({
    endpoints: {
      ...endpoints,
      authorization_endpoint: 'https://id.acme.example/authorize?access_type=offline&prompt=consent',
      userinfo_endpoint: 'https://id.acme.example/me',
    } as ProfileDraft['endpoints'],
    deviations: {
      requests: {
        token: { body: { contentType: 'application/json', text: '{"app":"{client_id}","key":"{code}"}' } },
        'user info': {
          method: 'POST',
          add: [{ name: 'X-Version', value: '2', place: 'header' }],
          body: { contentType: 'application/json', text: '{"query":"me"}' },
        },
      },
    },
  });
  const [authorization, token, , user] = list;
  // The query that stood in the URI is kept.
  expect(authorization?.url).toContain('/authorize?access_type=offline&prompt=consent&response_type=code&');
  expect(token).toMatchObject({ purpose: 'Token request', body: '{"app":"tester","key":"<code>"}' });
  expect(user).toMatchObject({ purpose: 'User info request', method: 'POST', body: '{"query":"me"}' });
  expect(user?.headers).toContainEqual(['x-version', '2']);
  expect(user?.headers).toContainEqual(['authorization', 'Bearer <access token>']);
});

test('Where tokens are pasted, nothing will be sent', async () => {
  expect(await preview({ pastedOnly: true, endpoints: {} as ProfileDraft['endpoints'] })).toEqual([]);
});
