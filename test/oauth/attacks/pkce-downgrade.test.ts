import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startLogin } from '../../../src/features/start-login.ts';
import { listTraces } from '../../../src/features/traces.ts';
import { createWorld, startServer } from '../../features/support/world.ts';
import { type AuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { signIn } from '../../support/sign-in.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene, type Scene } from './support/scene.ts';

describe('Whatever the metadata says of PKCE, the challenge is sent, by S256:', () => {
  let scene: Scene;
  afterEach(() => scene.issuer.close());

  test.each([
    ['nothing, since somebody took it out on the way', undefined],
    ['that there is none', []],
    ['that only “plain” is known', ['plain']],
    ['nonsense', 'S256'],
  ])('%s', async (_, code_challenge_methods_supported) => {
    scene = await createScene({ metadata: { code_challenge_methods_supported } });
    await scene.signIn();
    expect(scene.request.get('code_challenge_method')).toBe('S256');
    const verifier = scene.asked()[0]?.body.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w.~-]{43,128}$/);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(scene.request.get('code_challenge')).toBe(Buffer.from(digest).toString('base64url'));
  });

  test('and the tester reads in the trace that the server does not announce it', async () => {
    scene = await createScene({ metadata: { code_challenge_methods_supported: ['plain'] } });
    await scene.signIn();
    const [trace] = await listTraces('acme', scene.ports);
    expect(trace?.exchanges.flatMap(({ findings = [] }) => findings.map(({ code }) => code))).toContain(
      'challenge_unannounced',
    );
  });

  test('each sign-in has its own, so that one that was seen is worth nothing for the next', async () => {
    scene = await createScene();
    const seen = new Set<string | null>();
    for (let count = 0; count < 3; count += 1) {
      await scene.signIn();
      seen.add(scene.request.get('code_challenge'));
    }
    expect(seen.size).toBe(3);
    expect(new Set(scene.asked().map(({ body }) => body.get('code_verifier'))).size).toBe(3);
  });
});

describe('Somebody takes the challenge out of the request on its way to the server', () => {
  let server: AuthorizationServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  beforeEach(() => server.restoreTokenEndpoint());

  test.each([
    ['a public client', {}],
    ['a client with a secret', { ...testClients.basic, token_endpoint_auth_method: 'client_secret_basic' as const }],
  ])('for %s: no token comes of it, since the verifier is sent all the same', async (_, client) => {
    const world = await createWorld(server, client);
    world.memory.identityWindow.answer = async (url) => {
      const stripped = new URL(url);
      for (const name of ['code_challenge', 'code_challenge_method']) stripped.searchParams.delete(name);
      return (await signIn({ url: stripped, user: 'alice' })).href;
    };
    await startLogin('acme', world.ports);
    expect(world.tokens()).toEqual([]);
    const [login] = [...world.memory.disk.logins.values()];
    expect(login).toMatchObject({
      step: 'failed',
      failure: { quote: { error: expect.stringMatching(/^invalid_(request|grant)$/) } },
    });
  });
});

test('A server that takes any verifier can’t be told from a good one; the nonce still tells whose code it was', async () => {
  const scene = await createScene({
    answer: async (_, each) => tokens({ id_token: await each.idToken({ nonce: 'nonce-of-mallory' }) }),
  });
  await scene.signIn();
  expect(scene.refused('id_token_invalid')).toContain('nonce');
  await scene.issuer.close();
});
