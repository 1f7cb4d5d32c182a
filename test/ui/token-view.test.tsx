// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import type { TokenDetails } from '../../src/core/token-details.ts';
import { aProfile, aToken, now } from './fake-inputs.ts';
import { showWorkbench } from './show-workbench.tsx';

const profiles = [aProfile({ tokens: [aToken(), aToken({ id: 'bob', label: 'bob' })] })];
const failure = failureRecord(new Failure('id_token_invalid', { reason: 'its signature is wrong' }));

function details(patch: Partial<TokenDetails> = {}): TokenDetails {
  return {
    id: 'token-alice',
    profileId: 'petstore',
    label: 'alice',
    token_type: 'Bearer',
    scope: [],
    obtainedAt: now,
    expiresAt: undefined,
    accessToken: undefined,
    idToken: undefined,
    hasRefreshToken: false,
    jkt: undefined,
    knownFields: [],
    rest: { session_state: '7a1b' },
    ...patch,
  };
}

function show(patch: Partial<TokenDetails> = {}, hash = '#petstore/tokens') {
  return showWorkbench(hash, { profiles }, (world) => {
    world.answers['token.view'] = ({ id }) => details({ id, ...patch });
  });
}

test('Claims are readable: times in words, and what a name means', async () => {
  const claims = { sub: '1', exp: (now + 47 * 60_000) / 1000, aud: ['a', 'b'], roles: { admin: true } };
  const { container } = await show({ accessToken: { header: { alg: 'RS256' }, claims } });
  await screen.findByText('Read, not checked: that is the API’s work.');
  const words = container.textContent ?? '';
  expect(words).toContain('exp endsin 47 min · ');
  expect(words).toContain('aud audiencea, b');
  expect(words).toContain('"admin": true');
});

test('An ID token says whether it is good, and why not', async () => {
  const decoded = { header: { alg: 'RS256' }, claims: { sub: '1' } };
  await show({ idToken: { decoded, verdict: { good: false, failure } } });
  expect(await screen.findByText(/Not valid: The ID token is not valid: its signature is wrong/)).toBeTruthy();
});

test('Every further field of the response is shown', async () => {
  await show();
  expect(await screen.findByText('7a1b')).toBeTruthy();
  expect(screen.getByText('session_state')).toBeTruthy();
});

test('The address says which token is open', async () => {
  const { world } = await show({}, '#petstore/tokens/bob');
  await vi.waitFor(() => expect(world.sent('token.view')).toEqual([{ id: 'bob' }]));
});

test('The server is asked on demand only, and its host is asked for in the click', async () => {
  const { world } = await show();
  world.answers['token.introspect'] = () => ({ active: false });
  world.answers['token.userInfo'] = () => {
    throw new Failure('endpoint_missing', { endpoint: 'userinfo_endpoint' });
  };
  fireEvent.click(await screen.findByRole('button', { name: 'Introspect' }));
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
  expect(await screen.findByText('The server says: this token is not active.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'User info' }));
  expect(await screen.findByText(/has no userinfo_endpoint/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Log out at the server' }));
  expect(world.sent('token.logout')).toEqual([{ id: 'token-alice' }]);
});

test('The secret of a new profile comes along with a pasted token', async () => {
  const { world } = await showWorkbench('#petstore/tokens', { profiles: [aProfile()] });
  fireEvent.click(await screen.findByRole('button', { name: 'Paste a token' }));
  fireEvent.input(await screen.findByLabelText('Access token'), { target: { value: 'abc' } });
  fireEvent.input(screen.getByLabelText(/^Client secret/), { target: { value: 's3cret' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  await vi.waitFor(() => expect(world.sent('token.paste')).toMatchObject([{ client_secret: 's3cret' }]));
});

test('A profile with a secret of its own is not asked for one', async () => {
  await showWorkbench('#petstore/tokens', { profiles: [aProfile({ isPublic: false })] });
  fireEvent.click(await screen.findByRole('button', { name: 'Paste a token' }));
  expect(await screen.findByLabelText('Access token')).toBeTruthy();
  expect(screen.queryByLabelText(/^Client secret/)).toBeNull();
});

test('A token that was got elsewhere is pasted, and opens', async () => {
  const { world, page } = await show();
  fireEvent.click(await screen.findByRole('button', { name: 'Paste a token' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Keep it' }));
  expect(await screen.findByText('Paste the access token.')).toBeTruthy();
  world.answers['token.paste'] = () => 'pasted';
  fireEvent.input(document.activeElement as HTMLElement, { target: { value: 'ey.abc' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  await vi.waitFor(() => expect(page.hash).toBe('#petstore/tokens/pasted'));
  expect(world.sent('token.paste')).toMatchObject([{ profileId: 'petstore', access_token: 'ey.abc' }]);
});
