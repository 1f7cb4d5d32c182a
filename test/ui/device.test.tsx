// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { DeviceView } from '../../src/core/snapshot.ts';
import { aLogin, aProfile, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

function waiting(device: Partial<DeviceView> = {}) {
  const login = aLogin({
    step: 'waiting_for_user',
    device: {
      user_code: 'WDJB-MJHT',
      verification_uri: 'https://id.acme.dev/device',
      verification_uri_complete: 'https://id.acme.dev/device?user_code=WDJB-MJHT',
      expiresAt: now + 10 * 60_000,
      ...device,
    },
  });
  return showPopup({ profiles: [aProfile({ login })] });
}

test('The code is there to type or copy, with its page and the time that is left', async () => {
  const { world, popup } = await waiting();
  expect(screen.getByText('Type this code at id.acme.dev:')).toBeTruthy();
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy();
  const link = screen.getByRole('link', { name: 'https://id.acme.dev/device' });
  expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noreferrer']);
  fireEvent.click(screen.getByRole('button', { name: 'Copy the code' }));
  await vi.waitFor(() => expect(world.copied).toEqual(['WDJB-MJHT']));
  expect(screen.getByText('ends in 10 min')).toBeTruthy();
  popup.clock.now.value = now + 11 * 60_000;
  expect(await screen.findByText('The code has ended.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(world.sent('login.cancel')).toEqual([{ id: 'login' }]);
});

test('Another device can read the page with its code from a QR code', async () => {
  await waiting();
  const picture = await screen.findByRole('img', {
    name: 'QR code for https://id.acme.dev/device?user_code=WDJB-MJHT',
  });
  const [ground, modules] = picture.querySelectorAll('path');
  expect([ground?.getAttribute('fill'), modules?.getAttribute('fill')]).toEqual(['#fff', '#000']);
  expect(modules?.getAttribute('d')?.match(/M/g)?.length).toBeGreaterThan(200);
  // Four modules of quiet zone on each side.
  expect(picture.getAttribute('viewBox')).toMatch(/^-4 -4 /);
});

test('Where the server sends me to another host, I read both before I type anything', async () => {
  await waiting({ verification_uri: 'https://login.evil.example/device', verification_uri_complete: undefined });
  const words =
    'id.acme.dev wants this code typed at login.evil.example, which is another host. Go on only if you know it:';
  expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'https://login.evil.example/device' })).toBeTruthy();
});

test('Without a page that has the code in it there is no QR code', async () => {
  await waiting({ verification_uri_complete: 'javascript:alert(1)' });
  await vi.dynamicImportSettled();
  expect(screen.queryByRole('img')).toBeNull();
});

test('An address that is no web page is never a link', async () => {
  await waiting({ verification_uri: 'javascript:alert(1)', verification_uri_complete: undefined });
  expect(screen.queryByRole('link', { name: /javascript/ })).toBeNull();
});

test('CIBA has no code: the server asks the user', async () => {
  await waiting({ user_code: '' });
  expect(screen.getByText('id.acme.dev asks the user on their own device.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Copy the code' })).toBeNull();
});
