import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { authorizationUrl } from '../../../src/oauth/authorization-request.ts';
import { decodedJwt } from '../../../src/oauth/decode-jwt.ts';
import { dpopHandle } from '../../../src/oauth/dpop.ts';
import { userInfoClaims } from '../../../src/oauth/endpoints/user-info.ts';
import { requestClientCredentials } from '../../../src/oauth/grants/client-credentials.ts';
import { createMasker } from '../../../src/oauth/mask.ts';
import { aProfile, aToken, noon } from '../../core/support/records.ts';
import { clientKey } from '../../support/client-key.ts';
import { exampleServer, json } from './support/example-server.ts';

/** Figure 1: a proof for the token endpoint. Figure 12: one for an API, with `ath`. */
const tokenProof =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg';
const apiProof =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA';
const access_token = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
const jkt = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';
const nonce = 'eyJ7S_zG.eyJH0-Z.HX4w-7v';

/** The key of all figures, whose private half nobody has printed. */
async function figureKey() {
  const { jwk } = decodeProtectedHeader(tokenProof);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const publicKey = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithm, true, ['verify']);
  return { id: 'figure', publicKey, privateKey: clientKey.privateKey };
}

const profile = (changes: Partial<Profile> = {}) =>
  aProfile({
    dpop: true,
    endpoints: {
      authorization_endpoint: 'https://server.example.com/authorize',
      token_endpoint: 'https://server.example.com/token',
      userinfo_endpoint: 'https://resource.example.org/protectedresource',
    },
    ...changes,
  });

/** Section 5, figure 6. */
const bound = () =>
  json({
    access_token,
    token_type: 'DPoP',
    expires_in: 2677,
    refresh_token: 'Q..Zkm29lexi8VnWg2zPW1x-tgGad0Ibc3s3EwM_Ni4-g',
  });

const shapeOf = (proof: string) => ({
  header: Object.keys(decodeProtectedHeader(proof)).sort(),
  jwk: Object.keys(decodeProtectedHeader(proof).jwk ?? {}).sort(),
  claims: Object.keys(decodeJwt(proof)).sort(),
});

describe('RFC 9449', () => {
  test('figures 2 and 12: a trace can show what is in a proof, without its signature', () => {
    expect(decodedJwt(tokenProof)?.claims).toEqual({
      jti: '-BwC3ESc6acc2lTc',
      htm: 'POST',
      htu: 'https://server.example.com/token',
      iat: 1562262616,
    });
    const [, shown] = createMasker([]).maskHeader(['DPoP', apiProof]);
    expect(shown).toMatch(/^eyJ.*\.eyJ.*\.••••$/);
    expect(decodedJwt(shown)?.claims).toMatchObject({ htm: 'GET', ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' });
  });

  test('figures 2 and 4 to 6: our proof has the same parts, and the token is bound to its key', async () => {
    const { ports, sent, dpopKeys } = exampleServer(bound());
    const token = await requestClientCredentials(profile(), ports);
    const proof = sent[0]?.headers.get('dpop') ?? '';
    expect(shapeOf(proof)).toEqual(shapeOf(tokenProof));
    expect(decodeProtectedHeader(proof)).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' });
    expect(decodeJwt(proof)).toMatchObject({ htm: 'POST', htu: 'https://server.example.com/token' });
    expect(token).toMatchObject({ access_token, token_type: 'dpop', expiresAt: noon + 2_677_000 });
    expect([...dpopKeys.keys()]).toEqual([token.dpopKeyId]);
  });

  test('sections 6.1 and 10: the thumbprint of the printed key is the printed one, also in the authorization request', async () => {
    const key = await figureKey();
    expect(await dpopHandle(profile(), key).calculateThumbprint()).toBe(jkt);
    const { ports, dpopKeys } = exampleServer();
    dpopKeys.set(key.id, key);
    const proof = { redirect_uri: 'https://client.example.com/cb', dpopKeyId: key.id };
    const url = await authorizationUrl(profile(), 'xyz', proof, ports);
    expect(new URL(url).searchParams.get('dpop_jkt')).toBe(jkt);
  });

  test('section 7.1, figure 12: with the printed token our proof has the printed “ath”, and the token goes as DPoP', async () => {
    const { ports, sent, dpopKeys } = exampleServer(json({ sub: 'user-alice' }));
    dpopKeys.set('figure', await figureKey());
    await userInfoClaims(profile(), aToken({ access_token, token_type: 'dpop', dpopKeyId: 'figure' }), ports);
    const proof = sent[0]?.headers.get('dpop') ?? '';
    expect(shapeOf(proof)).toEqual(shapeOf(apiProof));
    const { ath, htm, htu } = decodeJwt(apiProof);
    expect(decodeJwt(proof)).toMatchObject({ ath, htm, htu });
    expect(sent[0]?.headers.get('authorization')).toBe(`DPoP ${access_token}`);
  });

  test('section 8: the token endpoint’s nonce goes into the next proof', async () => {
    const error_description = 'Authorization server requires nonce in DPoP proof';
    const wants = json({ error: 'use_dpop_nonce', error_description }, 400, { 'DPoP-Nonce': nonce });
    const { ports, sent } = exampleServer(wants, bound());
    await requestClientCredentials(profile(), ports);
    expect(sent.map(({ headers }) => decodeJwt(headers.get('dpop') ?? '').nonce)).toEqual([undefined, nonce]);
  });

  test('section 9: so does the API’s', async () => {
    const challenge = 'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"';
    const wants = new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge, 'DPoP-Nonce': nonce } });
    const { ports, sent, dpopKeys } = exampleServer(wants, json({ sub: 'user-alice' }));
    dpopKeys.set('figure', await figureKey());
    const token = aToken({ access_token, token_type: 'dpop', dpopKeyId: 'figure' });
    expect(await userInfoClaims(profile(), token, ports)).toEqual({ sub: 'user-alice' });
    expect(sent.map(({ headers }) => decodeJwt(headers.get('dpop') ?? '').nonce)).toEqual([undefined, nonce]);
  });
});
