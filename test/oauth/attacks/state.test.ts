import { afterEach, describe, expect, test } from 'vitest';
import { hearIdentityCallback, hearTabCallback } from '../../../src/features/hear-callback.ts';
import { startLogin } from '../../../src/features/start-login.ts';
import { identityRedirectUri } from '../../support/memory-ports.ts';
import { type Answer, createScene, type Plot, type Scene, soon } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

async function set(plot?: Plot): Promise<Scene> {
  scene = await createScene(plot);
  return scene;
}

test('An honest sign-in ends with a token: what follows fails for the attack alone', async () => {
  await (await set()).signIn();
  expect(scene.tokens()).toMatchObject([{ access_token: 'odd-access', user: { sub: 'user-alice' } }]);
  expect(scene.asked()).toHaveLength(1);
});

describe('An answer is not taken, and its code goes nowhere,', () => {
  test.each<[string, (state: string) => Answer]>([
    ['without a state', () => ({ state: undefined })],
    ['with an empty state', () => ({ state: '' })],
    ['with a guessed state', () => ({ state: 'guessed' })],
    ['with the state in other letters', (state) => ({ state: state.toUpperCase() })],
    ['with the state and more', (state) => ({ state: `${state} ` })],
    ['with the state under another name', (state) => ({ state: undefined, State: state })],
  ])('%s', async (_, changes) => {
    await set({ window: ({ request, callback }) => callback(changes(request.get('state') ?? '')) });
    await scene.signIn();
    expect(scene.refused('state_wrong')).toContain('belongs to another sign-in');
    expect(scene.asked()).toEqual([]);
  });

  test('with the state of my last sign-in, which was used', async () => {
    let earlier = '';
    await set({ window: ({ callback }) => earlier || callback() });
    await scene.signIn();
    const used = scene.request.get('state') ?? '';
    scene.memory.disk.tokens.clear();
    earlier = scene.callback({ state: used, code: 'another-code' });
    await scene.signIn();
    scene.refused('state_wrong');
    expect(scene.asked()).toHaveLength(1);
  });

  test('with the state of another sign-in that runs beside it, which goes on', async () => {
    const windows = new Map<string, PromiseWithResolvers<string>>();
    await set({ profile: { name: 'One' } });
    scene.memory.disk.profiles.set('other', { ...scene.profile, id: 'other', client_id: 'tester' });
    scene.memory.identityWindow.answer = async (url) => {
      const window = Promise.withResolvers<string>();
      windows.set(url, window);
      return window.promise;
    };
    const both = ['acme', 'other'].map((id) => startLogin(id, scene.ports));
    await expect.poll(() => windows.size, soon).toBe(2);
    const byProfile = Object.fromEntries(scene.logins().map((each) => [each.profileId, each]));
    const callbackOf = (id: string) =>
      `${identityRedirectUri}?code=c&state=${byProfile[id]?.id}&iss=${scene.issuer.origin}`;
    const windowOf = (id: string) =>
      [...windows].find(([url]) => new URL(url).searchParams.get('state') === byProfile[id]?.id)?.[1];
    windowOf('acme')?.resolve(callbackOf('other'));
    await both[0];
    expect(scene.logins()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ profileId: 'acme', step: 'failed', failure: { code: 'state_wrong', values: {} } }),
        expect.objectContaining({ profileId: 'other', step: 'signing_in' }),
      ]),
    );
    expect(scene.asked()).toEqual([]);
    scene.request = new URL(
      [...windows.keys()].find((url) => url.includes(`${byProfile.other?.id}`)) ?? '',
    ).searchParams;
    windowOf('other')?.resolve(callbackOf('other'));
    await both[1];
    expect(scene.tokens()).toMatchObject([{ profileId: 'other' }]);
  });
});

describe('In a tab', () => {
  const redirect_uri = 'https://app.acme.example/callback';
  const byTab: Plot = { profile: { redirect: { by: 'tab', redirect_uri } } };
  const callback = (state: string) => ({ url: `${redirect_uri}?code=c&state=${state}&iss=${scene.issuer.origin}` });

  test('the answer to the sign-in of another tab is stopped, and taken for none', async () => {
    await set(byTab);
    scene.memory.disk.profiles.set('other', { ...scene.profile, id: 'other' });
    await scene.signIn();
    await startLogin('other', scene.ports);
    const [mine, others] = ['acme', 'other'].map((id) => scene.logins().find(({ profileId }) => profileId === id));
    expect(await hearTabCallback(mine?.tabId ?? 0, callback(others?.id ?? ''), scene.ports)).toBe(true);
    await expect
      .poll(() => scene.logins().map(({ profileId, step }) => [profileId, step]))
      .toEqual(
        expect.arrayContaining([
          ['acme', 'failed'],
          ['other', 'signing_in'],
        ]),
      );
    expect(scene.asked()).toEqual([]);
  });

  test('an answer that was heard is heard no more, in whichever tab', async () => {
    await set(byTab);
    await scene.signIn();
    const [{ id, tabId = 0 } = { id: '' }] = scene.logins();
    scene.request = new URL(scene.memory.tabWindow.went.get(tabId) ?? '').searchParams;
    expect(await hearTabCallback(tabId, callback(id), scene.ports)).toBe(true);
    await expect.poll(() => scene.tokens().length, soon).toBe(1);
    for (const tab of [tabId, tabId + 1]) expect(await hearTabCallback(tab, callback(id), scene.ports)).toBe(false);
    expect(await hearIdentityCallback(tabId, callback(id).url, scene.ports)).toBe(false);
    expect(scene.asked()).toHaveLength(1);
  });
});
