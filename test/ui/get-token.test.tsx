// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { aLogin, aProfile, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

function getToken(): HTMLElement {
  return screen.getByRole('button', { name: 'Get token' });
}

test('One click asks for the host and starts, in the same tick', async () => {
  const { world } = await showPopup({ profiles: [aProfile()] });
  const before = world.log.length;
  fireEvent.click(getToken());
  expect(world.log.slice(before)).toEqual([
    ['hosts', ['https://id.acme.dev/*']],
    ['login.start', { profileId: 'petstore' }],
  ]);
});

const refusals: [string, () => Promise<boolean>][] = [
  ['refuses', async () => false],
  ['can’t be asked', async () => Promise.reject(new Error('no gesture'))],
];

test.for(refusals)('When the browser %s, only the status is read again', async ([, hosts]) => {
  const { world, popup } = await showPopup({ profiles: [aProfile()] });
  world.hosts = hosts;
  fireEvent.click(getToken());
  await vi.waitFor(() => expect(world.sent('status.read').length).toBeGreaterThan(1));
  expect(world.sent('login.start')).toHaveLength(1);
  expect(popup.status.notice.value).toBeUndefined();
});

test('The background dies meanwhile: the next one goes on, so there is nothing to tell me', async () => {
  const { world, popup } = await showPopup({ profiles: [aProfile()] });
  world.answers['login.start'] = () => Promise.reject(new Error('the message channel closed'));
  fireEvent.click(getToken());
  await vi.waitFor(() => expect(world.sent('status.read').length).toBeGreaterThan(1));
  expect(popup.status.notice.value).toBeUndefined();
});

test('The button is filled just where I most likely want it', async () => {
  const { world } = await showPopup({ profiles: [aProfile()] });
  expect(getToken().className).toBe('main');
  world.snapshot = { ...world.snapshot, profiles: [aProfile({ tokens: [aToken()] })] };
  world.tell();
  await vi.waitFor(() => expect(getToken().className).toBe('soft'));
  world.snapshot = { ...world.snapshot, profiles: [aProfile({ tokens: [aToken({ expiresAt: now - 1 })] })] };
  world.tell();
  await vi.waitFor(() => expect(getToken().className).toBe('main'));
});

test('While I sign in, I see what is waited for, and can cancel', async () => {
  const { world } = await showPopup({ profiles: [aProfile({ login: aLogin() })] });
  expect(screen.getByText('Waiting for you to sign in…')).toBeTruthy();
  fireEvent.click(getToken());
  expect(world.sent('login.start')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(world.sent('login.cancel')).toEqual([{ id: 'login' }]);
});

test('A token that comes at once makes no fuss', async () => {
  const login = aLogin({ step: 'requesting', startedAt: now, stepAt: now });
  await showPopup({ profiles: [aProfile({ login })] });
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(await screen.findByText('Asking id.acme.dev for the token…')).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: 'Getting a token' })).toBeTruthy();
});

test('A server that does not answer is named, with the seconds', async () => {
  const login = aLogin({ step: 'requesting', stepAt: now - 12_000 });
  const { world, popup } = await showPopup({ profiles: [aProfile({ login })] });
  expect(screen.getByText('id.acme.dev has not answered for 12 s.')).toBeTruthy();
  popup.clock.now.value = world.now + 1000;
  expect(await screen.findByText('id.acme.dev has not answered for 13 s.')).toBeTruthy();
});

test('Without the permission nothing was sent, and I can allow it in my click', async () => {
  const login = aLogin({ step: 'asking_permission' });
  const { world } = await showPopup({ profiles: [aProfile({ login })] });
  expect(screen.getByText('Tokendock may not talk to id.acme.dev yet. Nothing was sent.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Allow' }));
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
  expect(world.sent('login.start')).toEqual([]);
});

function failed(error_uri: string) {
  const quote = { error: 'invalid_client', error_description: 'client secret has expired', error_uri };
  const failure = failureRecord(new Failure('client_refused', { host: 'id.acme.dev' }, quote));
  return [aProfile({ login: aLogin({ step: 'failed', failure }) })];
}

test('A failure says what happened, quotes the server, and says what to try', async () => {
  const { world } = await showPopup({ profiles: failed('https://docs.acme.dev/e1') });
  const words = screen.getByRole('article').textContent;
  expect(words).toContain('id.acme.dev does not accept this client.');
  expect(words).toContain('invalid_client: client secret has expired');
  expect(words).toContain('Check client id, client secret and client authentication');
  const link = screen.getByRole('link', { name: 'https://docs.acme.dev/e1' });
  expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual([
    'https://docs.acme.dev/e1',
    'noopener noreferrer',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(world.sent('login.start')).toHaveLength(1);
  expect(world.sent('login.cancel')).toEqual([{ id: 'login' }]);
});

test('A server’s URI that is no web page is never a link', async () => {
  await showPopup({ profiles: failed('javascript:alert(1)') });
  expect(screen.getAllByRole('link').map((link) => link.textContent)).not.toContain('javascript:alert(1)');
  expect(screen.getByRole('article').textContent).toContain('javascript:alert(1)');
});

test('When it can’t even be started, I am told', async () => {
  await showPopup({ profiles: [aProfile()] }, (world) => {
    world.answers['login.start'] = () => {
      throw new Failure('profile_gone');
    };
  });
  fireEvent.click(getToken());
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This profile was deleted.'));
});

test('A login that failed leads to its trace', async () => {
  await showPopup({ profiles: failed('https://docs.acme.dev/e1') });
  const link = screen.getByRole('link', { name: 'See why' });
  expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([
    '/workbench.html#petstore/trace',
    '_blank',
  ]);
});

// shared/seeds/000_ea756fd60d1de69f.txt: “If popup window doesn't open …”
test('When the browser blocks the window, I am told where to allow it', async () => {
  const failure = failureRecord(new Failure('window_refused', { reason: 'blocked' }));
  await showPopup({ profiles: [aProfile({ login: aLogin({ step: 'failed', failure }) })] });
  expect(screen.getByText(/allow pop-ups for Tokendock: at the end of the address bar/)).toBeTruthy();
});
