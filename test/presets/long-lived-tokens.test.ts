import { expect, test } from 'vitest';
import { fillFromPreset } from '../../src/core/fill-from-preset.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { readStatus } from '../../src/features/status.ts';
import { presets } from '../../src/presets/presets.ts';
import { aProfile, aToken, noon } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';
import { startOddServer } from '../support/odd-server.ts';

const sixtyDays = 5_184_000;

/** The preset’s profile, at a server that does what the provider’s documentation says. */
async function worldOf(title: string, answer: (path: string, query: URLSearchParams) => object) {
  const odd = await startOddServer(({ body, method, path }, { origin }) => {
    const { pathname, searchParams } = new URL(path, origin);
    if (method !== 'GET' || [...body].length > 0) return { status: 400, json: { error: { message: 'only GET' } } };
    return { json: answer(pathname, searchParams), headers: { 'Cache-Control': 'no-store' } };
  });
  const preset = presets.find((each) => each.title === title) ?? expect.fail('no such preset');
  const source = { tokenId: 'short', part: 'access_token', text: '', type: '' } as const;
  const client = { client_id: 'app', client_secret: 'hush', subject: source };
  const draft = fillFromPreset(preset, { version: 'v21.0' }, { ...emptyDraft('acme'), ...client });
  const parsed = parseProfile(draft, { position: 0 });
  if ('errors' in parsed) return expect.fail(JSON.stringify(parsed.errors));
  const { endpoints } = parsed.profile;
  const here = Object.entries(endpoints).map(([name, url]) => [name, url.replace(/^https:\/\/[^/]+/, odd.origin)]);
  const memory = createMemory();
  const { ports } = memory.background();
  memory.disk.profiles.set('acme', { ...parsed.profile, endpoints: Object.fromEntries(here) });
  return { ...memory, ports, odd };
}

test('A token of Facebook is renewed into one of sixty days, and that again', async () => {
  const { disk, odd, ports } = await worldOf('Facebook (user token)', (path, query) => {
    const { grant_type, client_id, client_secret, fb_exchange_token = '', ...more } = Object.fromEntries(query);
    expect([path, grant_type, client_id, client_secret, more]).toEqual([
      '/v21.0/oauth/access_token',
      'fb_exchange_token',
      'app',
      'hush',
      {},
    ]);
    return { access_token: `${fb_exchange_token}+`, token_type: 'bearer', expires_in: sixtyDays };
  });
  disk.tokens.set('short', aToken({ id: 'short', access_token: 'fb', refresh_token: 'fb' }));
  await renewToken('short', ports);
  expect(disk.tokens.get('short')).toMatchObject({ access_token: 'fb+', expiresAt: noon + sixtyDays * 1000 });
  await renewToken('short', ports);
  expect(disk.tokens.get('short')).toMatchObject({ access_token: 'fb++', refresh_token: 'fb++' });
  const { profiles } = await readStatus({}, ports, async () => ({ renewing: [], drafts: [] }));
  expect(profiles[0]?.tokens[0]?.renewable).toBe(true);
  await odd.close();
});

test('A token of Instagram is exchanged for one of sixty days, which is renewed by itself', async () => {
  const { disk, odd, ports } = await worldOf('Instagram (long-lived token)', (path, query) => {
    const { access_token = '', ...rest } = Object.fromEntries(query);
    const wanted = {
      '/access_token': { grant_type: 'ig_exchange_token', client_secret: 'hush' },
      '/refresh_access_token': { grant_type: 'ig_refresh_token' },
    }[path];
    expect(rest).toEqual(wanted);
    return { access_token: `${access_token}+`, token_type: 'bearer', expires_in: sixtyDays };
  });
  disk.profiles.set('sign-in', aProfile({ id: 'sign-in' }));
  disk.tokens.set('short', aToken({ id: 'short', profileId: 'sign-in', access_token: 'ig' }));
  await startLogin('acme', ports);
  const long = () => [...disk.tokens.values()].find(({ profileId }) => profileId === 'acme');
  expect(long()).toMatchObject({ access_token: 'ig+', expiresAt: noon + sixtyDays * 1000 });
  await renewToken(long()?.id ?? '', ports);
  expect(long()).toMatchObject({ access_token: 'ig++' });
  expect(odd.requests.map(({ path }) => path.split('?')[0])).toEqual(['/access_token', '/refresh_access_token']);
  await odd.close();
});
