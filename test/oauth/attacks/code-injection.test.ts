import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLogin } from '../../../src/features/start-login.ts';
import { createWorld, startServer, type World } from '../../features/support/world.ts';
import type { AuthorizationServer } from '../../support/authorization-server.ts';
import { signIn } from '../../support/sign-in.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene } from './support/scene.ts';

describe('A code of Mallory’s session, put into my answer,', () => {
  let server: AuthorizationServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** A code that the server gave to somebody else for the same client. */
  async function stolenCode(): Promise<string> {
    const other: World = await createWorld(server);
    const { promise, resolve } = Promise.withResolvers<string>();
    other.memory.identityWindow.answer = async (url) => {
      resolve((await signIn({ url, user: 'bob' })).searchParams.get('code') ?? '');
      throw new Error('Mallory keeps the answer');
    };
    await startLogin('acme', other.ports);
    return promise;
  }

  test('is refused by a server that keeps to PKCE: my verifier is not Mallory’s', async () => {
    const world = await createWorld(server);
    const code = await stolenCode();
    world.memory.identityWindow.answer = async (url) => {
      const callback = await signIn({ url, user: 'alice' });
      callback.searchParams.set('code', code);
      return callback.href;
    };
    await startLogin('acme', world.ports);
    expect(world.tokens()).toEqual([]);
    const [login] = [...world.memory.disk.logins.values()];
    expect(login?.failure).toMatchObject({ code: 'token_refused', quote: { error: 'invalid_grant' } });
    expect(JSON.stringify(login)).not.toContain(code);
  });
});

test('A server that does not look at the verifier gives itself away by the nonce of Mallory’s session', async () => {
  const scene = await createScene({
    answer: async (_, each) => tokens({ id_token: await each.idToken({ nonce: 'nonce-of-mallory', sub: 'mallory' }) }),
    window: ({ callback }) => callback({ code: 'code-of-mallory' }),
  });
  await scene.signIn();
  expect(scene.asked()).toMatchObject([{ body: expect.any(URLSearchParams) }]);
  expect(scene.asked()[0]?.body.get('code')).toBe('code-of-mallory');
  expect(scene.refused('id_token_invalid')).toContain('it belongs to another sign-in (nonce)');
  await scene.issuer.close();
});

test('In the hybrid flow the code does not even leave: it is not the one that the ID token was made for (c_hash)', async () => {
  const scene = await createScene({
    profile: { grant_type: 'hybrid', response_type: 'code id_token' },
    window: async ({ callback, idToken }) =>
      callback({ id_token: await idToken({ c_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }), iss: undefined }).replace('?', '#'),
  });
  await scene.signIn();
  expect(scene.refused('id_token_invalid')).toContain('the code beside it is another one (c_hash)');
  expect(scene.asked()).toEqual([]);
  await scene.issuer.close();
});
