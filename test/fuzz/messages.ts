import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { FailureRecord } from '../../src/core/failure.ts';
import type { OwnMessages, PageMessages } from '../../src/messages.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { bent } from './support/bend.ts';
import { border } from './support/border.ts';
import { ownPage, send } from './support/extension-browser.ts';
import { expectInWords } from './support/refusal.ts';
import { expectNoSecret, sendableSecret } from './support/secret.ts';
import { strangeName, strangeText, strangeValue } from './support/strange.ts';
import { worldOf } from './support/world.ts';

// The polyfill is loaded once there is a browser for it.
const { listenToMessages } = await import('../../entrypoints/background/router.ts');

const call = { bindingId: 'binding', method: 'GET', url: 'https://api.acme.example/pets' };
const fromPage: { [Type in keyof PageMessages]: unknown } = {
  'page.arm': undefined,
  'page.opened': undefined,
  'page.renew': { bindingId: 'binding' },
  'page.prove': [call, { ...call, bindingId: 'another' }],
  'page.refused': { ...call, status: 401, at: noon, challenge: 'Bearer error="invalid_token"', isSecond: false },
  'page.report': [{ ...call, at: noon, did: 'added', status: 200 }],
};
const own: { [Type in keyof OwnMessages]: unknown } = {
  'status.ofBackground': undefined,
  'vault.lock': undefined,
  'vault.changed': undefined,
  'vault.forget': undefined,
  'draft.save': { id: 'acme' },
  'draft.discard': { id: 'acme' },
  'profile.delete': { id: 'acme' },
  'profile.restore': { id: 'acme' },
  'login.start': { profileId: 'acme' },
  'login.cancel': { id: 'state' },
  'token.freshen': { id: 'alice' },
  'token.renew': { id: 'alice' },
  'token.forget': { id: 'alice', evenIfNotRevoked: true },
  'binding.add': { tokenId: 'alice', api: ['https://api.acme.example/*'], pages: ['https://evil.example/*'] },
  'binding.change': { id: 'binding', change: { enabled: false } },
  'binding.remove': { id: 'binding' },
};
const told = (all: object) =>
  fc.oneof(
    ...Object.entries(all).map(([type, data]) =>
      fc.record({
        type: fc.constant(type),
        data: fc.oneof({ weight: 6, arbitrary: bent(fc.constant(data)) }, { weight: 1, arbitrary: strangeValue }),
      }),
    ),
  );

const wrong = fc.constantFrom<object>(
  { id: 'another-extension', url: 'chrome-extension://another/popup.html' },
  { id: ownPage.id, url: 'https://evil.example/', frameId: 0, tab: { id: 2 } },
  { id: ownPage.id, url: 'https://evil.example/', origin: 'https://app.acme.example', frameId: 0, tab: { id: 1 } },
  { id: ownPage.id, url: 'https://app.acme.example.evil.example/', frameId: 3, tab: { id: 1 } },
  { id: ownPage.id, url: 'about:blank', frameId: 1, tab: { id: 1 } },
  { id: ownPage.id, url: 'chrome-extension://test-extension-id.evil.example/' },
  { id: ownPage.id },
  {},
);
const bound = {
  id: ownPage.id,
  url: 'https://app.acme.example/start',
  origin: 'https://app.acme.example',
  frameId: 0,
  tab: { id: 1, windowId: 1 },
};
const cases = fc.record({
  page: told(fromPage),
  own: told(own),
  any: fc.oneof(
    strangeValue,
    fc.record({ type: fc.oneof(strangeName, fc.constantFrom(...Object.keys(own))), data: strangeValue }),
  ),
  wrong,
  access_token: sendableSecret,
  client_secret: sendableSecret,
  name: strangeText,
});

/** What the background hears from content scripts, and from whoever else can send it something. */
export const messages = border('messages', cases, async (given) => {
  const { memory, ports, asked } = worldOf(
    aProfile({ client_secret: given.client_secret }),
    () => new Response('{}', { status: 400 }),
  );
  memory.disk.tokens.set('alice', aToken({ access_token: given.access_token }));
  memory.disk.bindings.set('binding', aBinding());
  listenToMessages(ports, Promise.resolve());
  const before = JSON.stringify([...memory.disk.profiles, ...memory.disk.bindings, ...memory.disk.tokens]);

  // Who is not bound gets nothing, and changes nothing.
  for (const message of [given.page, given.own, given.any]) {
    const reply = await send(message, given.wrong);
    expectNoSecret(reply, 'what a stranger is told');
    expectReply(reply);
  }
  expectReply(await send(given.any, bound));
  // What only Tokendock's own pages may say is refused to a bound page as well.
  const refused = (await send(given.own, bound)) as { failure?: FailureRecord };
  assert.equal(refused.failure?.code, 'sender_refused');
  assert.equal(JSON.stringify([...memory.disk.profiles, ...memory.disk.bindings, ...memory.disk.tokens]), before);
  assert.deepEqual(asked, []);

  expectReply(await send(given.page, bound));
  expectNoSecret(memory.browser.reported, 'the activity');
  assert.equal(memory.disk.bindings.size, 1);
});

function expectReply(reply: unknown): void {
  if (reply === undefined) return;
  const { failure } = reply as { failure?: FailureRecord };
  if (failure) expectInWords(failure);
}
