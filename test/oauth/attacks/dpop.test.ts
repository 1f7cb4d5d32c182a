import { decodeJwt } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { renewToken } from '../../../src/features/renew-token.ts';
import type { OddAnswer, OddRequest } from '../../support/odd-server.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene, type Plot, type Scene, sentenceOf } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

let nonces = 0;
/** Asks for another nonce, again and again (RFC 9449, section 8). */
const another = (): OddAnswer => ({
  status: 400,
  headers: { 'DPoP-Nonce': `nonce-${++nonces}` },
  json: { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof' },
});
const proofs = (requests: OddRequest[]) =>
  requests.map(({ headers }) => decodeJwt<{ nonce?: string }>(String(headers.dpop)));
const profile: Plot['profile'] = { dpop: true, scope: ['pets:read'] };

describe('A server that wants another nonce for ever is asked twice, and no more:', () => {
  test('in a sign-in; the tester reads what it says', async () => {
    scene = await createScene({ profile: { dpop: true, scope: ['pets:read'] }, answer: another });
    await scene.signIn();
    scene.refused('token_refused');
    expect(scene.logins()[0]?.failure?.quote).toMatchObject({ error: 'use_dpop_nonce', status: 400 });
    const [first, second] = proofs(scene.asked());
    expect(scene.asked()).toHaveLength(2);
    expect([first?.nonce, second?.nonce]).toEqual([undefined, expect.stringMatching(/^nonce-/)]);
    expect(first?.jti).not.toBe(second?.jti);
  });

  test('in a renewal, whose token stays', async () => {
    const answers = [tokens({ token_type: 'DPoP', refresh_token: 'refresh-of-alice' })];
    scene = await createScene({ ...(profile && { profile }), answer: () => answers.shift() ?? another() });
    await scene.signIn();
    const [token] = scene.tokens();
    await expect(renewToken(token?.id ?? '', scene.ports)).rejects.toThrow();
    expect(scene.asked()).toHaveLength(3);
    expect(scene.tokens()).toMatchObject([{ access_token: 'odd-access', refresh_token: 'refresh-of-alice' }]);
    sentenceOf(scene.tokens()[0]?.renewal?.failure, scene);
  });

  test('in a pushed request', async () => {
    scene = await createScene({
      profile: { dpop: true, pushed: true },
      metadata: { pushed_authorization_request_endpoint: 'http://127.0.0.1:1/' },
      answer: another,
    });
    const endpoints = { pushed_authorization_request_endpoint: `${scene.issuer.origin}/par` };
    scene.memory.disk.profiles.set('acme', { ...scene.profile, endpoints });
    await scene.signIn();
    scene.refused('authorization_refused');
    expect(scene.issuer.requests.filter(({ path }) => path === '/par').length).toBeLessThanOrEqual(2);
    expect(scene.memory.identityWindow.opened).toEqual([]);
  });

  test('while a device waits: it is the end of it', async () => {
    scene = await createScene({
      profile: { dpop: true, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' },
      answer: ({ path }, { issuer }) =>
        path === '/device'
          ? {
              json: {
                device_code: 'the-code',
                user_code: 'AB',
                verification_uri: `${issuer.origin}/d`,
                expires_in: 600,
              },
            }
          : another(),
    });
    const endpoints = { device_authorization_endpoint: `${scene.issuer.origin}/device` };
    scene.memory.disk.profiles.set('acme', { ...scene.profile, endpoints });
    await scene.signIn();
    scene.refused('token_refused');
    expect(scene.asked()).toHaveLength(2);
  });
});

test('A nonce of a hundred thousand letters, or one that no header can hold, harms nobody', async () => {
  for (const nonce of ['n'.repeat(10_000), 'a\tb "c"']) {
    scene = await createScene({
      profile: { dpop: true, scope: ['pets:read'] },
      answer: ({ headers }) =>
        decodeJwt<{ nonce?: string }>(String(headers.dpop)).nonce
          ? tokens({ token_type: 'DPoP' })
          : { status: 400, headers: { 'DPoP-Nonce': nonce }, json: { error: 'use_dpop_nonce' } },
    });
    await scene.signIn();
    const [login] = scene.logins();
    if (login) expect(scene.refused(login.failure?.code ?? '')).not.toBe('');
    expect(scene.asked().length).toBeLessThanOrEqual(2);
    await scene.issuer.close();
  }
});
