import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { killBackground } from './support/kill-background.ts';
import { patience } from './support/patience.ts';
import { getToken, machineDraftFor, openTokendock, signInAgain, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
beforeAll(async () => {
  dock = await openTokendock();
});
afterAll(() => dock?.close());

const asked = (grant_type: string) => dock.server.requests.filter(({ body }) => body.grant_type === grant_type).length;
const profile = async (id: string) => (await dock.status()).profiles.find((each) => each.id === id);

describe('The background dies while the server', () => {
  test('works at my token request: the login says so, and the next try brings the token', async () => {
    await dock.send('profile.save', machineDraftFor(dock.server));
    const release = dock.server.holdTokenEndpoint();
    void dock.send('login.start', { profileId: 'machine' }).catch(() => 'it died, as it should');
    await vi.waitUntil(() => asked('client_credentials') === 1, patience);
    await killBackground(dock);
    release();
    // Whatever is asked of the next background makes it look at what was left.
    const failure = await vi.waitUntil(async () => (await profile('machine'))?.login?.failure, patience);
    expect(failure.code).toBe('sign_in_interrupted');
    await dock.send('login.start', { profileId: 'machine' });
    expect(await profile('machine')).toMatchObject({ tokens: [{ label: 'machine' }] });
    expect((await profile('machine'))?.login).toBeUndefined();
  });

  test('works at a renewal: the token of before is there, the page works on, and I am told if only a sign-in helps', async () => {
    const { id } = await getToken(dock, 'alice', signInAgain(dock.server));
    const before = await dock.send('token.copy', { id, as: 'token' });
    await dock.send('binding.add', { tokenId: id, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    const page = await dock.openPage(dock.api.origin);
    const call = () => page.evaluate(async () => (await fetch('/api/pets')).status);
    expect(await call()).toBe(200);
    const release = dock.server.holdTokenEndpoint();
    void dock.send('token.renew', { id }).catch(() => 'it died, as it should');
    await vi.waitUntil(() => asked('refresh_token') === 1, patience);
    await killBackground(dock);
    expect(await call()).toBe(200);
    expect((await profile('petstore'))?.tokens).toMatchObject([{ id, label: 'alice' }]);
    expect(await dock.send('token.copy', { id, as: 'token' })).toBe(before);
    release();
    // The server may have used the refresh token up for the one that died: then it says so, and a sign-in helps.
    const again = await dock.send('token.renew', { id }).then(
      () => 'renewed',
      (error: Error) => (/grant_expired/.test(error.message) ? 'told' : error.message),
    );
    expect(['renewed', 'told']).toContain(again);
  });
});
