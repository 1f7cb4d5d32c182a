import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginProfile, click, fill, saveForm } from '../support/by-hand.ts';
import { paste } from './support/paste.ts';
import { sees, seesBriefly } from './support/sees.ts';
import { storedKeys } from './support/stored-keys.ts';
import { storedRecords } from './support/stored-records.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
let jwks: JSONWebKeySet;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

/** What the server's administrator does with the JWKS. */
async function registerAtServer(): Promise<string> {
  const answer = await fetch(`${dock.server.issuer}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      redirect_uris: [(await dock.status()).identityRedirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks,
    }),
  });
  return ((await answer.json()) as { client_id: string }).client_id;
}

test('I make a key in the form, and copy its public part for the server', async () => {
  await beginProfile(bench, { name: 'Bank', issuer: dock.server.issuer });
  await fill(bench, { 'Client authentication': 'JWT signed with a private key', Algorithm: 'ES256' });
  await click(bench, 'Make a key');
  await sees(bench, 'Register the public part with the server:');
  const shown = JSON.parse(await bench.$eval('[aria-label="Public JWK"]', ({ textContent }) => textContent));
  await seesBriefly(bench, 'Copied', () => click(bench, 'Copy JWKS'));
  jwks = JSON.parse(await paste(dock));
  expect(jwks.keys).toEqual([shown]);
  expect(shown).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' });
  expect(shown).not.toHaveProperty('d');
});

test('With that key registered, the client proves itself by it', async () => {
  await bench.bringToFront();
  await fill(bench, { 'Client id': await registerAtServer(), Scope: 'openid profile' });
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  const [exchange] = dock.server.requests.filter(({ path }) => path === '/token');
  await jwtVerify(String(exchange?.body.client_assertion), createLocalJWKSet(jwks));
});

test('Nobody can read the private key out of the browser', async () => {
  const keys = await storedKeys(dock);
  // The browser's own, which encrypts the vault's. The signing key is encrypted like any record.
  expect(keys).toEqual([{ algorithm: 'AES-GCM', extractable: false }]);
  expect((await storedRecords(dock)).bytes.signingKeys).toHaveLength(24);
});
