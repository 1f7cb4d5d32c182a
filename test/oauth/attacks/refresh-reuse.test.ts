import { afterEach, describe, expect, test } from 'vitest';
import { failureText } from '../../../src/core/failure-text.ts';
import { freshToken, renewDueTokens, renewToken } from '../../../src/features/renew-token.ts';
import { readStatus } from '../../../src/features/status.ts';
import type { OddAnswer } from '../../support/odd-server.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene, type Scene, sentenceOf } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

/** A server that rotates refresh tokens, and ends the whole family once an old one is used again (RFC 9700, section 4.14.2). */
function rotating() {
  let current = 'refresh-0';
  let isRevoked = false;
  let count = 0;
  const invalid: OddAnswer = {
    status: 400,
    json: { error: 'invalid_grant', error_description: 'Token was used before: refresh-0. All were revoked.' },
  };
  const take = (token: string | null): OddAnswer => {
    if (token !== null && token !== current) isRevoked = true;
    if (isRevoked) return invalid;
    current = `refresh-${++count}`;
    return tokens({ access_token: `access-${count}`, refresh_token: current, expires_in: 3600 });
  };
  return { take, steal: () => take(current) };
}

async function signedIn() {
  const server = rotating();
  scene = await createScene({
    profile: { scope: ['pets:read'] },
    answer: ({ body }) => server.take(body.get('refresh_token')),
  });
  await scene.signIn();
  const [token] = scene.tokens();
  if (!token) throw new Error('nobody signed in');
  return { server, token };
}

describe('A thief used my refresh token before me, and the server ended them all', () => {
  test('the renewal tells me so, with what the server says, and what to do; the token stays as it was', async () => {
    const { server, token } = await signedIn();
    server.steal();
    await expect(renewToken(token.id, scene.ports)).rejects.toMatchObject({ code: 'grant_expired' });
    const [{ renewal, ...kept } = token] = scene.tokens();
    expect(kept).toEqual(token);
    expect(renewal).toMatchObject({
      failedAt: scene.memory.clock.now,
      failure: { code: 'grant_expired', quote: { error: 'invalid_grant', status: 400 } },
    });
    expect(renewal?.failure.quote?.error_description).toContain('All were revoked.');
    expect(sentenceOf(renewal?.failure, scene)).toContain('no longer accepts what this token is renewed with');
    expect(failureText(renewal?.failure ?? { code: 'unknown', values: {} }).tryThis).toBe('Sign in again.');
    const seen = await readStatus({}, scene.ports, async () => ({ renewing: [], drafts: [] }));
    expect(seen.profiles[0]?.tokens[0]).toMatchObject({ failure: { code: 'grant_expired' } });
  });

  test('nothing asks the server again and again: it was told once', async () => {
    const { server, token } = await signedIn();
    server.steal();
    await expect(renewToken(token.id, scene.ports)).rejects.toThrow();
    const before = scene.asked().length;
    scene.memory.clock.now += 4_000_000;
    for (let count = 0; count < 20; count += 1) {
      await renewDueTokens(scene.ports);
      expect((await freshToken(token.id, scene.ports)).access_token).toBe(token.access_token);
    }
    expect(scene.asked().length - before).toBeLessThanOrEqual(1);
  });
});

test('Ten that ask at once send my refresh token once: I am no thief of my own', async () => {
  const { token } = await signedIn();
  const all = await Promise.all(Array.from({ length: 10 }, () => renewToken(token.id, scene.ports)));
  expect(new Set(all.map(({ access_token }) => access_token))).toEqual(new Set(['access-2']));
  expect(scene.asked()).toHaveLength(2);
  expect(scene.tokens()).toMatchObject([{ refresh_token: 'refresh-2' }]);
});
