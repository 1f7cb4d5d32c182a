import { afterEach, describe, expect, test } from 'vitest';
import type { Callback } from '../../../src/core/login.ts';
import { finishLogin } from '../../../src/features/finish-login.ts';
import { hearIdentityCallback, hearTabCallback } from '../../../src/features/hear-callback.ts';
import { identityRedirectUri } from '../../support/memory-ports.ts';
import { createScene, type Plot, type Scene, soon } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

async function set(plot?: Plot): Promise<Scene> {
  scene = await createScene(plot);
  return scene;
}

const redirect_uri = 'https://app.acme.example/callback';

/** A sign-in in a tab, as it is while the user is at the server. */
async function inTab(plot: Plot = {}): Promise<{ tabId: number; state: string }> {
  await set({ ...plot, profile: { redirect: { by: 'tab', redirect_uri }, ...plot.profile } });
  await scene.signIn();
  const [{ id, tabId = 0 } = { id: '' }] = scene.logins();
  scene.request = new URL(scene.memory.tabWindow.went.get(tabId) ?? '').searchParams;
  return { tabId, state: id };
}

/** Has the tab go there; resolves when what follows is over. */
async function goes(tabId: number, callback: Callback): Promise<boolean> {
  const isHeard = await hearTabCallback(tabId, callback, scene.ports);
  if (isHeard) await finishLogin(scene.logins()[0]?.id ?? '', callback, scene.ports);
  return isHeard;
}

describe('An open redirect beside the redirect URI brings nobody a code:', () => {
  test.each([
    'https://app.acme.example/go?to=https://evil.example/',
    'https://app.acme.example/callback/../go?to=https://evil.example/',
    'https://app.acme.example/callback/%2e%2e/go?to=https://evil.example/',
    'https://app.acme.example/callback;/go',
    'https://app.acme.example/Callback',
    'https://app.acme.example/callback%2f',
    'https://app.acme.example.evil.example/callback',
    'https://app.acme.example@evil.example/callback',
    'https://app.acme.example:444/callback',
    'http://app.acme.example/callback',
  ])('%s is not where this sign-in ends', async (place) => {
    const { tabId, state } = await inTab();
    const url = `${place}${place.includes('?') ? '&' : '?'}code=c&state=${state}`;
    expect(await goes(tabId, { url })).toBe(false);
    expect(await hearIdentityCallback(tabId, url, scene.ports)).toBe(false);
    expect(scene.logins()).toMatchObject([{ step: 'signing_in' }]);
  });

  test('where the redirect URI is one itself, it is never asked: the tab is stopped before, with an answer or without', async () => {
    const { tabId } = await inTab();
    expect(await goes(tabId, { url: `${redirect_uri}?to=https://evil.example/&code=c` })).toBe(true);
    scene.refused('state_wrong');
    expect(scene.memory.tabWindow.closed).toMatchObject([{ tabId }]);
    expect(scene.asked()).toEqual([]);
  });

  test('who guesses where the browser’s own window ends, without the state, ends no sign-in', async () => {
    await set({ window: () => Promise.withResolvers<string>().promise });
    void scene.signIn();
    await expect.poll(() => scene.logins()[0]?.step, soon).toBe('signing_in');
    for (const tail of ['?code=c', '?code=c&state=guessed', '#access_token=a&state=', '?error=access_denied'])
      expect(await hearIdentityCallback(9, identityRedirectUri + tail, scene.ports)).toBe(false);
    expect(scene.logins()).toMatchObject([{ step: 'signing_in' }]);
  });
});

describe('An answer with both a code and an error is an error, and the code stays here:', () => {
  test.each(['query', 'fragment', 'form'] as const)('in the %s', async (place) => {
    const { tabId, state } = await inTab();
    const fields: [string, string][] = [
      ['code', 'the-code'],
      ['state', state],
      ['iss', scene.issuer.origin],
      ['error', 'access_denied'],
      ['error_description', 'No, with the-code'],
    ];
    const sent = new URLSearchParams(fields);
    const callback = {
      query: { url: `${redirect_uri}?${sent}` },
      fragment: { url: `${redirect_uri}#${sent}` },
      form: { url: redirect_uri, form: fields },
    };
    await goes(tabId, callback[place]);
    scene.refused('authorization_refused');
    expect(scene.logins()[0]?.failure?.quote).toEqual({ error: 'access_denied', error_description: 'No, with ••••' });
    expect(scene.asked()).toEqual([]);
  });

  test('with a token in place of the code (implicit)', async () => {
    await set({
      profile: { grant_type: 'implicit', response_type: 'token', scope: ['pets:read'] },
      window: ({ callback }) => callback({ code: undefined, access_token: 'a', token_type: 'Bearer', error: 'x' }),
    });
    await scene.signIn();
    scene.refused('authorization_refused');
  });
});

describe('Of two that stand where one belongs, neither is taken:', () => {
  test.each([
    ['code', 'answer_not_conform'],
    ['state', 'state_wrong'],
    ['iss', 'answer_not_conform'],
  ])('%s', async (name, code) => {
    for (const first of [true, false]) {
      await set({
        window: ({ callback, request }) => {
          const right = new URL(callback());
          const other = name === 'state' ? `${request.get('state')}` : 'another';
          return first ? `${right.href}&${name}=${other}` : right.href.replace('?', `?${name}=${other}&`);
        },
      });
      await scene.signIn();
      scene.refused(code);
      expect(scene.asked()).toEqual([]);
      await scene.issuer.close();
    }
  });

  test.each(['access_token', 'id_token', 'state'])(
    '%s, where they come through the browser (implicit)',
    async (name) => {
      await set({
        profile: { grant_type: 'implicit', response_type: 'token' },
        window: ({ callback }) => {
          const token = { code: undefined, access_token: 'front', token_type: 'Bearer', id_token: 'a.b.c' };
          return `${callback(token)}&${name}=injected`.replace('?', '#');
        },
      });
      await scene.signIn();
      scene.refused(name === 'state' ? 'state_wrong' : 'answer_not_conform');
    },
  );

  test('a code in the query and another in the fragment, which browsers carry along from URL to URL', async () => {
    await set({ window: ({ callback }) => `${callback()}#${new URL(callback({ code: 'injected' })).searchParams}` });
    await scene.signIn();
    scene.refused('answer_not_conform');
    expect(scene.asked()).toEqual([]);
  });
});

describe('A callback of two million characters is refused in a moment, and nothing of it is kept:', () => {
  const long = (unit: string) => unit.repeat(2_000_000 / unit.length);
  test.each<[string, string]>([
    ['a long code', `&more=${long('x')}`],
    ['many codes', long('&code=abcdefgh')],
    ['what looks like many JWTs', `&x=${long('eyJ-')}`],
    ['what looks like many secrets', `&x=${long('secret')}`],
    ['escapes', `&x=${long('%25')}`],
    ['a fragment', `#${long('a=b&')}`],
  ])('%s', async (_, tail) => {
    await set({ window: ({ callback }) => callback() + tail });
    await scene.signIn();
    expect(scene.refused('callback_too_long')).toContain('far too long');
    const kept = JSON.stringify([...Object.values(scene.memory.disk)].map((each) => [...each.values()]));
    expect(kept.length).toBeLessThan(50_000);
    expect(scene.asked()).toEqual([]);
  });

  test('as a form', async () => {
    const { tabId, state } = await inTab();
    const form: [string, string][] = [
      ['code', long('c')],
      ['state', state],
    ];
    await goes(tabId, { url: redirect_uri, form });
    expect(scene.refused('callback_too_long')).toContain('far too long');
    expect(scene.memory.tabWindow.closed).toMatchObject([{ tabId }]);
  });

  test('that is nobody’s is looked at in a moment, too', async () => {
    await set();
    expect(await hearIdentityCallback(9, `${identityRedirectUri}?${long('state=a.b.c&')}`, scene.ports)).toBe(false);
  });
});
