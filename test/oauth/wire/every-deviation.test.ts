import { afterEach, expect, test } from 'vitest';
import { deviations as schema } from '../../../src/core/deviations.ts';
import type { Token } from '../../../src/core/token.ts';
import type { Mix } from '../../support/deviating-server.ts';
import { deviate, introspected, renew, revoked, type Scene, signIn, whoIs } from '../support/deviating.ts';
import { leavesOf } from '../support/deviation-leaves.ts';

const open: Scene[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map(({ server }) => server.close()))));

const every = <Setting>(setting: Setting) => ({ requests: { '*': setting } });
const answers = <Setting>(setting: Setting) => ({ answers: { token: setting, refresh: setting } });
const publicly: Mix['client'] = { client_id: 'tester', auth: 'none' };
const template =
  '{"g":"{grant_type}","c":"{code}","v":"{code_verifier}","u":"{redirect_uri}","id":"{client_id}","s":"{client_secret}","sc":"{scope}","r":"{refresh_token}"}';

/** For each setting there is, a server that wants it, and nothing else. */
const alone: Record<string, Partial<Mix> | ((tokenOrigin: string) => Partial<Mix>)> = {
  'requests.method': { deviations: every({ method: 'GET' }) },
  'requests.body': {
    deviations: {
      requests: {
        token: { body: { contentType: 'application/vnd.acme+json', text: template } },
        refresh: { body: 'json' },
        introspection: { body: 'multipart' },
      },
    },
  },
  'requests.parameters.name': { deviations: every({ parameters: { client_id: { name: 'client_key' } } }) },
  'requests.parameters.place': { deviations: every({ parameters: { client_secret: { place: 'query' } } }) },
  'requests.parameters.value': { deviations: every({ parameters: { redirect_uri: { value: 'Acme-Tester-1' } } }) },
  'requests.add.name': { deviations: every({ add: [{ name: 'api', value: '2', place: 'query' }] }) },
  'requests.add.value': { deviations: every({ add: [{ name: 'api', value: '3', place: 'query' }] }) },
  'requests.add.place': {
    deviations: { requests: { token: { add: [{ name: 'X-Api', value: '2', place: 'header' }] } } },
  },
  'answers.success': { deviations: { answers: { '*': { success: 'ok=true' } } }, faults: { status: 400 } },
  'answers.failure': {
    deviations: answers({ failure: 'errcode', fields: { error: 'code', error_description: 'msg' } }),
  },
  'answers.within': { deviations: answers({ within: 'data[0]' }) },
  'answers.fields': { deviations: answers({ fields: { access_token: 'data.token' } }) },
  'answers.unit': { deviations: answers({ unit: 'milliseconds' }) },
  'answers.tokens.name': { deviations: answers({ tokens: [{ name: 'User', path: 'authed_user' }] }) },
  'answers.tokens.path': { deviations: answers({ tokens: [{ name: 'Page', path: 'pages[1]' }] }) },
  'idToken.sub': { deviations: { idToken: { sub: 'account.id' } } },
  'idToken.name': { deviations: { idToken: { name: 'account.name' } } },
  'callback.parameters': { deviations: { callback: { parameters: { code: 'auth_code', state: 'st' } } } },
  'callback.anyCaseState': { deviations: { callback: { anyCaseState: true } } },
  'tokenHost.parameter': (origin) => ({
    deviations: { tokenHost: { parameter: 'accounts-server', origins: [origin] } },
  }),
  'tokenHost.origins': (origin) => ({
    deviations: { tokenHost: { parameter: 'location', origins: ['https://id.acme.example', origin] } },
  }),
  challenge: { deviations: { challenge: 'hex' } },
  origin: { deviations: { origin: 'https://spa.acme.example' } },
  emptyBasic: { deviations: { emptyBasic: true }, client: publicly },
  introspectAs: { deviations: { introspectAs: 'token' } },
  'use.header': { deviations: { use: { header: 'X-Access-Token' } } },
  'use.scheme': { deviations: { use: { scheme: 'token' } } },
  'use.headers': { deviations: { use: { headers: { 'Client-Id': '{client_id}' } } } },
  'use.query': { deviations: { use: { query: 'access_token' } } },
  'userInfo.header': { deviations: { userInfo: { header: 'X-User-Token' } } },
  'userInfo.scheme': { deviations: { userInfo: { scheme: 'User' } } },
  'userInfo.query': { deviations: { userInfo: { query: 'oauth_token' } } },
};

test('Every setting there is has its server', () => {
  expect(Object.keys(alone).sort()).toEqual(leavesOf(schema).sort());
});

/** All that can be done with a server, and what came of it, but for what is new each time. */
async function everything(scene: Scene): Promise<unknown[]> {
  const token = await signIn(scene);
  const renewed = await renew(scene, token);
  const failed = await renew(scene, { ...renewed, refresh_token: 'made-up' }).catch((error) => error.quote);
  const said = [await whoIs(scene, renewed), await introspected(scene, renewed), failed];
  await revoked(scene, renewed);
  return [...[token, renewed].map(lasting), ...said];
}

function lasting({ token_type, scope, expiresAt, further, user, access_token, refresh_token }: Token) {
  const kinds = [access_token, refresh_token].map((each) => each?.split('-')[0]);
  return { token_type, scope, expiresAt, further, user, kinds };
}

test.each(Object.keys(alone))(
  'A provider with %s gets it, and what does without it is refused or misunderstood',
  async (path) => {
    const scene = await deviate(alone[path] ?? expect.fail('it is not there'));
    open.push(scene);
    const right = await everything(scene);
    // What was refused is the made-up refresh token alone.
    expect(scene.server.refusals).toEqual(['no such refresh token']);
    const without = await everything({ ...scene, profile: { ...scene.profile, deviations: {} } }).catch(
      () => 'refused',
    );
    expect(without).not.toEqual(right);
  },
);
