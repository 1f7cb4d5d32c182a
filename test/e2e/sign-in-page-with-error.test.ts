import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { click } from '../support/by-hand.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { agreeToHosts } from './support/agree-to-hosts.ts';
import { patience } from './support/patience.ts';
import { sees } from './support/sees.ts';
import { draftFor, openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let odd: OddServer;
beforeAll(async () => {
  dock = await openTokendock({ hosts: 'asked' });
  odd = await startOddServer(({ path }) => {
    const { searchParams } = new URL(path, 'http://odd');
    const answer = new URLSearchParams({ code: 'made-up', state: searchParams.get('state') ?? '' });
    const body = `<a href="${searchParams.get('redirect_uri')}?${answer}">Sign in</a>`;
    return { status: 401, headers: { 'Content-Type': 'text/html' }, body };
  });
});
afterAll(() => Promise.all([dock?.close(), odd?.close()]));

test('A server shows its sign-in page with an error status: I sign in all the same', async () => {
  const endpoints = {
    authorization_endpoint: `${odd.origin}/authorize`,
    token_endpoint: `${dock.server.issuer}/token`,
  };
  await dock.send(
    'profile.save',
    draftFor(dock.server, { issuer: '', endpoints: endpoints as ProfileDraft['endpoints'] }),
  );
  await agreeToHosts(dock);
  const popup = await dock.openPopup();
  await click(popup, 'Get token');
  // Chromium closes its own window at once, and the page is in a tab then.
  await vi.waitUntil(async () => {
    const page = (await dock.running.browser.pages()).find((each) => each.url().startsWith(odd.origin));
    return page?.click('a').then(
      () => true,
      () => false,
    );
  }, patience);
  await popup.bringToFront();
  await sees(popup, 'invalid_grant: grant request is invalid');
  expect(dock.server.requests.map(({ body }) => body.code)).toEqual(['made-up']);
});
