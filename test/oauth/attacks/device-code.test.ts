import { afterEach, describe, expect, test } from 'vitest';
import { cancelLogin } from '../../../src/features/cancel-login.ts';
import { readStatus } from '../../../src/features/status.ts';
import type { OddAnswer } from '../../support/odd-server.ts';
import { createScene, type Scene, soon } from './support/scene.ts';

let scene: Scene;
afterEach(() => scene.issuer.close());

const honest = {
  device_code: 'the-code',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://id.acme.example/device',
  expires_in: 600,
};

/** A device’s sign-in at a server that says this. It waits for its user until the test ends it. */
async function begin(changes: Record<string, unknown>, polled: OddAnswer = 'hang'): Promise<{ over: Promise<void> }> {
  scene = await createScene({
    profile: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', scope: ['pets:read'] },
    answer: ({ path }) => (path === '/device' ? { json: { ...honest, ...changes } } : polled),
  });
  const endpoints = { device_authorization_endpoint: `${scene.issuer.origin}/device` };
  scene.memory.disk.profiles.set('acme', { ...scene.profile, endpoints });
  return { over: scene.signIn() };
}

/** What the tester sees while it waits. */
async function seen(changes: Record<string, unknown>) {
  const { over } = await begin(changes);
  await expect.poll(() => scene.logins()[0]?.step, soon).not.toMatch(/asking|preparing/);
  const { profiles } = await readStatus({}, scene.ports, async () => ({ renewing: [], drafts: [] }));
  const { login } = profiles[0] ?? {};
  if (login) await cancelLogin(login.id, scene.ports);
  await over;
  return login;
}

describe('Whose server it is, and where the code is typed, is always said:', () => {
  test('the server by the name that I gave, the page by its own', async () => {
    const login = await seen({ verification_uri: 'https://login.evil.example/device' });
    expect(login?.host).toBe(new URL(scene.issuer.origin).host);
    expect(login?.device?.verification_uri).toBe('https://login.evil.example/device');
  });

  test.each([
    ['letters of another script', 'https://аcme.example/device', 'https://xn--cme-5cd.example/device'],
    [
      'letters that turn the line around',
      'https://evil.example/\u202Eecived/',
      'https://evil.example/%E2%80%AEecived/',
    ],
    ['full stops of another script', 'https://evil。example/device', 'https://evil.example/device'],
  ])('a host in %s is written as the browser will show it', async (_, verification_uri, shown) => {
    expect((await seen({ verification_uri }))?.device?.verification_uri).toBe(shown);
  });

  test('the page with the code in it is only offered where it is on that same host', async () => {
    const at = (host: string) => `https://${host}/device?user_code=WDJB-MJHT`;
    const elsewhere = await seen({ verification_uri_complete: at('evil.example') });
    expect(elsewhere?.device?.verification_uri_complete).toBeUndefined();
    await scene.issuer.close();
    const there = await seen({ verification_uri_complete: at('id.acme.example') });
    expect(there?.device?.verification_uri_complete).toBe(at('id.acme.example'));
  });
});

describe('It is refused, and nobody waits, when the page or the code', () => {
  test.each<[string, Record<string, unknown>]>([
    ['is a script', { verification_uri: 'javascript:alert(1)' }],
    ['is a script in other letters', { verification_uri: 'JavaScript:alert(1)' }],
    ['is a script after a line break', { verification_uri: 'java\nscript:alert(1)' }],
    ['is data', { verification_uri: 'data:text/html,<script>alert(1)</script>' }],
    ['is a page of the browser', { verification_uri: 'chrome://settings' }],
    ['is a page of an extension', { verification_uri: 'chrome-extension://abc/popup.html' }],
    ['is a file', { verification_uri: 'file:///etc/passwd' }],
    ['is an app', { verification_uri: 'ms-settings:network' }],
    ['looks like another host', { verification_uri: 'https://id.acme.example@evil.example/device' }],
    ['is a script, with the code in it', { verification_uri_complete: 'javascript:alert(1)' }],
    ['is as long as a book', { user_code: 'A'.repeat(100_000) }],
    ['has another line in it', { user_code: 'AB\nCD' }],
    ['turns the line around', { user_code: 'AB\u202ECD' }],
  ])('%s', async (_, changes) => {
    const { over } = await begin(changes);
    await over;
    scene.refused('answer_not_conform');
    expect(scene.asked()).toEqual([]);
  });
});

test('The device’s code is seen by nobody but the server', async () => {
  const { over } = await begin({ device_code: 'the-code' });
  await expect.poll(() => scene.asked().length, soon).toBe(1);
  const view = await readStatus({}, scene.ports, async () => ({ renewing: [], drafts: [] }));
  expect(JSON.stringify(view)).not.toContain('the-code');
  await cancelLogin(scene.logins()[0]?.id ?? '', scene.ports);
  await over;
});

test('A server that says for ever that I have to wait is asked until the code ends, and in its own time', async () => {
  const pending: OddAnswer = { status: 400, json: { error: 'authorization_pending' } };
  const { over } = await begin({ interval: 5 }, pending);
  await over;
  scene.refused('user_too_late');
  expect(scene.asked().length).toBeLessThanOrEqual(600 / 5);
});
