import { afterEach, describe, expect, test } from 'vitest';
import { identityRedirectUri } from '../../support/memory-ports.ts';
import type { Claims } from '../support/odd-issuer.ts';
import { type Forgery, forge, forgedSignatures } from './support/forge.ts';
import { createScene, type Scene } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

const metadata = { authorization_signing_alg_values_supported: ['RS256', 'HS256', 'none'] };

/** A signed answer to this sign-in (JARM, section 2.1), forged so. */
function answer(forgery: Forgery = {}): Promise<string> {
  const right = { code: 'the-code', state: scene.request.get('state'), sub: undefined };
  return forge(scene.issuer, right as Claims, forgery);
}

async function signIn(window: () => Promise<string>): Promise<void> {
  scene = await createScene({ metadata, profile: { response_mode: 'jwt' }, window });
  await scene.signIn();
}

const at = (tail: string) => identityRedirectUri + tail;

test('A signed answer as it should be is taken', async () => {
  await signIn(async () => at(`?response=${await answer()}`));
  expect(scene.tokens()).toHaveLength(1);
});

describe('A signed answer is not taken, and its code goes nowhere, when it is one', () => {
  test.each<[string, Forgery, string]>([
    ['for another client', { claims: { aud: 'another' } }, 'answer_untrusted'],
    ['of another issuer (mix-up)', { claims: { iss: 'https://evil.example' } }, 'answer_untrusted'],
    ['of another sign-in', { claims: { state: 'another' } }, 'state_wrong'],
    ['without a state', { claims: { state: undefined } }, 'state_wrong'],
    ['that has ended', { claims: { exp: 1 } }, 'answer_untrusted'],
    ['that never ends', { claims: { exp: undefined } }, 'answer_untrusted'],
    ['with a code and an error', { claims: { error: 'access_denied' } }, 'authorization_refused'],
    ...Object.entries(forgedSignatures).map(([name, forgery]): [string, Forgery, string] => [
      name,
      forgery,
      'answer_untrusted',
    ]),
  ])('%s', async (_, forgery, code) => {
    await signIn(async () => at(`?response=${await answer(forgery)}`));
    scene.refused(code);
    expect(scene.asked()).toEqual([]);
  });
});

describe('A signed answer can’t be got around', () => {
  test('by one without a signature', async () => {
    await signIn(async () => scene.callback());
    expect(scene.refused('answer_untrusted')).toContain('without a signature');
  });

  test('by a code beside it: what was signed counts', async () => {
    await signIn(async () => at(`?response=${await answer()}&code=injected&state=another`));
    expect(scene.asked().map(({ body }) => body.get('code'))).not.toContain('injected');
  });

  test('by another one beside it', async () => {
    await signIn(async () =>
      at(`?response=${await answer()}&response=${await answer({ claims: { code: 'injected' } })}`),
    );
    scene.refused('answer_untrusted');
    expect(scene.asked()).toEqual([]);
  });

  test('by using it once more', async () => {
    let earlier = '';
    await signIn(async () => earlier || at(`?response=${await answer()}`));
    earlier = at(`?response=${await answer({ claims: { code: 'another' } })}`);
    scene.memory.disk.tokens.clear();
    await scene.signIn();
    scene.refused('state_wrong');
    expect(scene.asked()).toHaveLength(1);
  });
});
