import { afterEach, describe, expect, test } from 'vitest';
import type { Deviations } from '../../../src/core/deviations.ts';
import { introspect } from '../../../src/oauth/endpoints/introspect.ts';
import { revoke } from '../../../src/oauth/endpoints/revoke.ts';
import { userInfo } from '../../../src/oauth/endpoints/user-info.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { noon } from '../../core/support/records.ts';
import type { Mix } from '../../support/deviating-server.ts';
import { asMachine, deviate, renew, type Scene, signIn, signInUrl } from '../support/deviating.ts';
import { ports } from '../support/real-server.ts';

const open: Scene[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map(({ server }) => server.close()))));

async function at(changes: Parameters<typeof deviate>[0]): Promise<Scene> {
  const scene = await deviate(changes);
  open.push(scene);
  return scene;
}

const everywhere = (name: string, to: string) => ({ requests: { '*': { parameters: { [name]: { name: to } } } } });
const tokenAnd = <Value>(value: Value) => ({ token: value, refresh: value });
const publicClient: Mix['client'] = { client_id: 'tester', auth: 'none' };
const basic: Mix['client'] = { client_id: 'tester', client_secret: 'secret', auth: 'basic' };
const template =
  '{"g":"{grant_type}","c":"{code}","v":"{code_verifier}","u":"{redirect_uri}","id":"{client_id}","s":"{client_secret}","sc":"{scope}","r":"{refresh_token}"}';

describe('A provider that wants its requests otherwise gets them so, and refuses them as the RFCs say:', () => {
  test.each<[string, Partial<Mix> & { deviations: Deviations }]>([
    ['token requests by GET (Facebook)', { deviations: { requests: { '*': { method: 'GET' } } } }],
    ['JSON (Atlassian)', { deviations: { requests: { '*': { body: 'json' } } } }],
    ['JSON beside Basic (Notion)', { deviations: { requests: { '*': { body: 'json' } } }, client: basic }],
    ['multipart (Instagram)', { deviations: { requests: { '*': { body: 'multipart' } } } }],
    [
      'a body of its own',
      { deviations: { requests: tokenAnd({ body: { contentType: 'application/vnd.acme+json', text: template } }) } },
    ],
    ['client_key (TikTok)', { deviations: everywhere('client_id', 'client_key') }],
    [
      'parameters in the query (Zoho)',
      { deviations: { requests: tokenAnd({ parameters: { '*': { place: 'query' as const } } }) } },
    ],
    [
      'the secret in a header',
      {
        deviations: {
          requests: tokenAnd({ parameters: { client_secret: { name: 'X-Secret', place: 'header' as const } } }),
        },
      },
    ],
    [
      'no redirect URI in the token request',
      { deviations: { requests: { token: { parameters: { redirect_uri: { place: 'nowhere' } } } } } },
    ],
    [
      'a registered name for the redirect URI (eBay)',
      { deviations: { requests: { '*': { parameters: { redirect_uri: { value: 'Acme-Tester-1' } } } } } },
    ],
    [
      'a parameter and a header more',
      {
        deviations: {
          requests: tokenAnd({
            add: [
              { name: 'api', value: '2', place: 'body' as const },
              { name: 'X-Api', value: '2', place: 'header' as const },
            ],
          }),
        },
      },
    ],
    ['Basic with an empty password (Reddit)', { deviations: { emptyBasic: true }, client: publicClient }],
    ['a challenge in hex (TikTok)', { deviations: { challenge: 'hex' } }],
    ['a challenge in base64', { deviations: { challenge: 'base64' } }],
    [
      'another name of the challenge',
      { deviations: { requests: { authorization: { parameters: { code_challenge: { name: 'challenge' } } } } } },
    ],
  ])('%s', async (_, mix) => {
    const scene = await at(mix);
    const token = await signIn(scene);
    const renewed = await renew(scene, token);
    expect(renewed.access_token).not.toBe(token.access_token);
    await asMachine(scene);
    expect(scene.server.refusals).toEqual([]);
    await expect(signIn({ ...scene, profile: { ...scene.profile, deviations: {} } })).rejects.toThrow();
    expect(scene.server.refusals).toHaveLength(1);
  });

  test('refresh with the old access token', async () => {
    const scene = await at({});
    const token = await signIn(scene);
    const add = [{ name: 'X-Old', value: 'is {access_token} of {client_id}', place: 'header' as const }];
    const requests: Record<string, string>[] = [];
    const fetch: typeof globalThis.fetch = (url, options) => {
      requests.push({ ...(options?.headers as Record<string, string>) });
      return ports.fetch(url, options);
    };
    const profile = { ...scene.profile, deviations: { requests: { refresh: { add } } } };
    const { refresh } = await import('../../../src/oauth/grants/refresh.ts');
    await refresh(profile, token, { ...ports, fetch });
    expect(requests[0]?.['x-old']).toBe(`is ${token.access_token} of tester`);
  });
});

describe('A callback is read although', () => {
  test.each<[string, Partial<Mix>, boolean]>([
    ['it ends in #_=_ (Facebook)', { suffix: '#_=_' }, true],
    ['it ends in #_ (Instagram, Reddit)', { suffix: '#_' }, true],
    ['the code is called auth_code', { deviations: { callback: { parameters: { code: 'auth_code' } } } }, false],
    ['the state is called st', { deviations: { callback: { parameters: { state: 'st' } } } }, false],
    ['the state comes back in capitals', { deviations: { callback: { anyCaseState: true } } }, false],
  ])('%s', async (_, mix, needsNothing) => {
    const scene = await at(mix);
    await signIn(scene);
    const plain = { ...scene, profile: { ...scene.profile, deviations: {} } };
    if (needsNothing) await signIn(plain);
    else await expect(signIn(plain)).rejects.toThrow();
  });

  test('its parameters have other names in a posted form', async () => {
    const scene = await at({ deviations: { callback: { parameters: { code: 'auth_code', state: 'st' } } } });
    const { login, url } = await signInUrl(scene);
    const { origin, pathname, searchParams } = new URL(url);
    const callback = { url: `${origin}${pathname}?code=fake&state=fake`, form: [...searchParams] };
    expect(callback.form.map(([name]) => name)).toContain('auth_code');
    expect((await exchangeCode(scene.profile, login, callback, ports)).access_token).toBeTruthy();
  });
});

describe('A callback that names the host for the token (Zoho)', () => {
  const hosts = (tokenOrigin: string): Partial<Mix> => ({
    deviations: { tokenHost: { parameter: 'accounts-server', origins: [tokenOrigin] } },
  });

  test('is followed to a host that the tester allowed, for renewal and the rest, too', async () => {
    const scene = await at(hosts);
    const token = await signIn(scene);
    expect(token.origin).toBe(scene.server.tokenOrigin);
    const renewed = await renew(scene, token);
    expect(renewed.origin).toBe(scene.server.tokenOrigin);
    expect(await userInfo(scene.profile, renewed, ports)).toEqual({ sub: 'user-alice', name: 'Alice' });
    await revoke(scene.profile, renewed, ports);
    expect(scene.server.refusals).toEqual([]);
  });

  test('is not followed anywhere else', async () => {
    const scene = await at(hosts);
    for (const origins of [[], ['https://accounts.acme.example'], [`${scene.server.tokenOrigin}.evil.example`]]) {
      const tokenHost = { parameter: 'accounts-server', origins };
      const profile = { ...scene.profile, deviations: { tokenHost } };
      await expect(signIn({ ...scene, profile })).rejects.toMatchObject({ code: 'token_host_refused' });
    }
    expect(scene.server.refusals).toEqual([]);
  });
});

describe('Other endpoints are spoken to as they want:', () => {
  test.each<[string, Deviations]>([
    ['another scheme (Zoho)', { use: { scheme: 'Zoho-oauthtoken' } }],
    ['no scheme and another header (Shopify)', { use: { header: 'X-Shopify-Access-Token', scheme: '' } }],
    ['further headers (Twitch)', { use: { headers: { 'Notion-Version': '2022-06-28' } } }],
    ['the token in the query (Instagram)', { use: { query: 'access_token' } }],
    ['a user elsewhere', { answers: { 'user info': { fields: { sub: 'data[0].id', name: 'data[0].display_name' } } } }],
    ['the token in the query here alone', { use: { scheme: 'token' }, userInfo: { query: 'oauth_token' } }],
    ['the token in a header here alone', { userInfo: { header: 'X-User-Token', scheme: '' } }],
    ['user info by POST', { requests: { 'user info': { method: 'POST' } } }],
  ])('%s', async (_, deviations) => {
    const scene = await at({ deviations });
    const token = await signIn(scene);
    expect(await userInfo(scene.profile, token, ports)).toEqual({ sub: 'user-alice', name: 'Alice' });
  });

  test('the client’s id in a header of the API', async () => {
    const scene = await at({ deviations: { use: { headers: { 'Client-Id': 'tester' } } } });
    const token = await signIn(scene);
    const profile = { ...scene.profile, deviations: { use: { headers: { 'Client-Id': '{client_id}' } } } };
    expect(await userInfo(profile, token, ports)).toMatchObject({ name: 'Alice' });
  });

  test.each<[string, Deviations['introspectAs']]>([
    ['by the client itself', undefined],
    ['with the token as its own credential', 'token'],
    ['by another client', { client_id: 'other' }],
  ])('introspection %s', async (_, introspectAs) => {
    const scene = await at({ deviations: introspectAs ? { introspectAs } : {} });
    const token = await signIn(scene);
    expect(await introspect(scene.profile, token, ports)).toMatchObject({ active: true });
  });
});

describe('An answer is understood although', () => {
  test.each<[string, Partial<Mix>]>([
    ['it is a form (GitHub)', { faults: { as: 'form', scope: 'comma', expires: 'text' } }],
    ['it is XML', { faults: { as: 'xml', expires: 'text' } }],
    ['it says to be a page, with a byte order mark', { faults: { contentType: 'text/html', byteOrderMark: true } }],
    ['its status is 201', { faults: { status: 201 } }],
    ['its keys are in camelCase', { faults: { camelCase: true } }],
    ['scopes are a list (Twitch)', { faults: { scope: 'list' } }],
    ['it has no type (LinkedIn)', { faults: { noType: true } }],
    ['its type is a JWT', { faults: { token_type: 'JWT' } }],
    ['it says when, not how long (Strava)', { faults: { expires: 'seconds' } }],
    [
      'all of it stands deeper',
      {
        deviations: {
          answers: tokenAnd({
            fields: { access_token: 'data[0].token', refresh_token: 'data[0].refresh', expires_in: 'meta.life' },
          }),
        },
      },
    ],
    [
      'a success is told by ok (Slack)',
      { deviations: { answers: tokenAnd({ success: 'ok=true' }) }, faults: { status: 400 } },
    ],
  ])('%s', async (_, mix) => {
    const scene = await at(mix);
    const token = await signIn(scene);
    expect(token).toMatchObject({ token_type: 'bearer', scope: ['pets:read', 'pets:write'], expiresAt: noon + 60_000 });
    expect(await renew(scene, token)).toMatchObject({ token_type: 'bearer', expiresAt: noon + 60_000 });
    expect(await asMachine(scene)).toMatchObject({ token_type: 'bearer' });
  });

  test.each<[string, Partial<Mix>]>([
    ['an error comes with 200', { faults: { errorStatus: 200 } }],
    ['an error is an object', { faults: { errorObject: true } }],
    ['an error is XML', { faults: { as: 'xml' } }],
    ['an error is a form with 401', { faults: { as: 'form', errorStatus: 401 } }],
    ['an error is told by ok: false', { deviations: { answers: tokenAnd({ success: 'ok=true' }) } }],
    [
      'an error has other words',
      { deviations: { answers: tokenAnd({ failure: 'code', fields: { error: 'code', error_description: 'msg' } }) } },
    ],
  ])('%s', async (_, mix) => {
    const scene = await at(mix);
    const token = { ...(await signIn(scene)), refresh_token: 'made-up' };
    await expect(renew(scene, token)).rejects.toMatchObject({
      code: 'token_refused',
      quote: { error_description: 'no such refresh token' },
    });
  });
});
