import { afterAll, beforeAll, expect, test } from 'vitest';
import { aParameter } from '../oauth/support/a-parameter.ts';
import { type CallbackApp, startCallbackApp } from '../support/callback-app.ts';
import { draftFor, getToken, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let app: CallbackApp;
beforeAll(async () => {
  [dock, app] = await Promise.all([openTokendock(), startCallbackApp()]);
  await dock.server.addRedirectUri(app.redirectUri);
});
afterAll(() => Promise.all([dock?.close(), app?.close()]));

const modes = ['query', 'fragment', 'form_post'];

test.each(modes)('I use the redirect URI of my real app, and it never sees the code (%s)', async (response_mode) => {
  const before = (await dock.running.browser.pages()).length;
  const draft = draftFor(dock.server, {
    id: response_mode,
    redirect: 'tab',
    redirect_uri: app.redirectUri,
    parameters: [
      aParameter('response_mode', response_mode, { stage: 'authorize', place: 'query' }),
      aParameter('prompt', 'login consent', { stage: 'authorize', place: 'query' }),
    ],
  });
  const token = await getToken(dock, 'bob', draft);
  expect(token.label).toBe('bob');
  expect(app.requests).toEqual([]);
  expect(await dock.running.browser.pages()).toHaveLength(before);
});
