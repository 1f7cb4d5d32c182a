import { calculateJwkThumbprint, decodeProtectedHeader, type JWK } from 'jose';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { beginProfile, choose, click, fill, saveForm, unfold } from '../support/by-hand.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { openTokendock, signInByHand, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let bench: Page;
beforeAll(async () => {
  dock = await openTokendock();
  bench = await dock.openWorkbench();
});
afterAll(() => dock?.close());

const requests = (path: string, grant_type?: string) =>
  dock.server.requests.filter(
    (each) => each.path === path && each.status !== 400 && (!grant_type || each.body.grant_type === grant_type),
  );

/** The key that a request to the token endpoint was proved with. */
function keyOfProof(grant_type: string): Promise<string> {
  const proof = String(requests('/token', grant_type)[0]?.headers.dpop);
  return calculateJwkThumbprint(decodeProtectedHeader(proof).jwk as JWK);
}

/** The key that the token's details name. */
async function shownKey(): Promise<string> {
  await sees(bench, 'Bound to the key');
  return bench.$eval(
    'dt::-p-text(Bound to the key)',
    (term) => term.closest('dt')?.nextElementSibling?.textContent ?? '',
  );
}

test('The request is pushed, and the token is kept with its key (PAR, DPoP)', async () => {
  await beginProfile(bench, { name: 'Safe', issuer: dock.server.issuer });
  await fill(bench, { 'Client id': 'tester', Scope: 'openid profile' });
  await unfold(bench, 'More');
  await click(bench, 'Push the request');
  await click(bench, 'Bind tokens to a key');
  await saveForm(bench);
  await signInByHand(dock, bench, 'alice');
  await click(bench, 'Tokens');
  await sees(bench, 'Token of alice');
  expect(requests('/par')).toMatchObject([{ status: 201, body: { client_id: 'tester' } }]);
  expect(await keyOfProof('authorization_code')).toBe(await shownKey());
});

test('It is renewed with a proof by the same key', async () => {
  const before = await shownKey();
  await choose(bench, 'Renew now', { of: 'alice' });
  await vi.waitFor(() => expect(requests('/token', 'refresh_token')).toMatchObject([{ status: 200 }]), patience);
  expect(await keyOfProof('refresh_token')).toBe(before);
  expect(await shownKey()).toBe(before);
});
