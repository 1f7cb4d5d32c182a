import { describe, expect, test } from 'vitest';
import type { ChallengeMethod } from '../../../src/core/profile.ts';
import { authorizationUrl, newProof } from '../../../src/oauth/authorization-request.ts';
import { aProfile } from '../../core/support/records.ts';
import { exampleServer } from './support/example-server.ts';

const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

async function challenge(code_challenge_method?: ChallengeMethod) {
  const profile = aProfile(code_challenge_method && { code_challenge_method });
  const proof = { redirect_uri: 'https://client.example.com/cb', code_verifier };
  const { searchParams } = new URL(await authorizationUrl(profile, 'xyz', proof, exampleServer().ports));
  return [searchParams.get('code_challenge_method'), searchParams.get('code_challenge')];
}

describe('RFC 7636', () => {
  test('appendix B: the challenge of the printed verifier is the printed one', async () => {
    expect(await challenge()).toEqual(['S256', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM']);
  });

  test('section 4.2: with “plain” the challenge is the verifier', async () => {
    expect(await challenge('plain')).toEqual(['plain', code_verifier]);
  });

  test('section 4.1: a verifier has 43 to 128 unreserved letters, and each login its own', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () => newProof(aProfile(), 'https://client.example.com/cb', exampleServer().ports)),
    );
    for (const proof of made) expect(proof.code_verifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
    expect(new Set(made.map((proof) => proof.code_verifier)).size).toBe(20);
  });
});
