import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { aParameter } from '../oauth/support/a-parameter.ts';
import { testClients } from '../support/authorization-server.ts';
import { confirmDevice } from '../support/confirm-device.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

const profile = async (id: string) => (await dock.status()).profiles.find((each) => each.id === id);
/** The browser remembers who signed in before. */
const parameters = [aParameter('prompt', 'login consent', { stage: 'authorize', place: 'query' })];
const form = (id: string, more: Partial<ProfileDraft>) => draftFor(dock.server, { id, parameters, ...more });

test('I type a code on another device, and Tokendock has the token', async () => {
  const device = form('device', {
    parameters: [],
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  });
  await dock.send('profile.save', device);
  void dock.send('login.start', { profileId: 'device' });
  const waiting = await vi.waitUntil(async () => (await profile('device'))?.login?.device, { timeout: 15_000 });
  await confirmDevice(waiting, 'alice');
  const tokens = await vi.waitUntil(
    async () => {
      const found = await profile('device');
      expect(found?.login?.failure).toBeUndefined();
      return found?.tokens.length ? found.tokens : undefined;
    },
    { timeout: 30_000 },
  );
  expect(tokens).toMatchObject([{ label: 'alice' }]);
});

test('A token comes in the fragment, with an ID token whose signature is right', async () => {
  const implicit = form('implicit', {
    ...testClients.implicit,
    client_secret: '',
    grant_type: 'implicit',
    response_type: 'id_token token',
  });
  const { id, label } = await getToken(dock, 'bob', implicit);
  expect(label).toBe('bob');
  expect(await dock.send('token.view', { id })).toMatchObject({ idToken: { verdict: { good: true } } });
});

test('A request is pushed, and its token is bound to a key (PAR, DPoP)', async () => {
  const { id } = await getToken(dock, 'alice', form('pushed', { pushed: true, dpop: true }));
  const { token_type, jkt } = await dock.send('token.view', { id });
  expect(token_type).toBe('dpop');
  expect(jkt).toMatch(/^[\w-]{43}$/);
});

test('A token that I paste is mine, and the server knows it', async () => {
  const { id } = await getToken(dock, 'bob', form('source', { name: 'Source' }));
  const { metadata } = await dock.send('profile.edit', { id: 'source' });
  await dock.send('profile.save', form('pasted', { name: 'Pasted', ...(metadata && { metadata }) }));
  const access_token = await dock.send('token.copy', { id, as: 'token' });
  const pasted = { profileId: 'pasted', access_token, refresh_token: '', id_token: '', expires_in: '600' };
  await dock.send('token.paste', pasted);
  expect((await profile('pasted'))?.tokens).toMatchObject([{ label: 'bob', renewable: false }]);
});

test('A client that I register proves itself by a key that Tokendock made', async () => {
  const { id: keyId } = await dock.send('key.create', { alg: 'ES256' });
  const typed = form('keyed', { client_id: '', token_endpoint_auth_method: 'private_key_jwt', keyId });
  const draft = await dock.send('client.register', { draft: typed, initialAccessToken: '' });
  const { label } = await getToken(dock, 'alice', draft);
  expect(label).toBe('alice');
  const [request] = dock.server.requests.filter(({ body }) => body.client_id === draft.client_id);
  expect(request?.body.client_assertion).toMatch(/^ey/);
});
