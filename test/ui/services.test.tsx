// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { CheckedDelivery } from '../../src/messages.ts';
import { aDraft, aProfile, aToken } from './fake-inputs.ts';
import { showWorkbench } from './show-workbench.tsx';

const profiles = [aProfile({ tokens: [aToken()] })];

async function services(patch: Parameters<typeof aDraft>[0] = {}) {
  const shown = await showWorkbench('#petstore/services', { profiles }, (world) => {
    world.answers['profile.edit'] = ({ id }) => aDraft({ id, client_id: 'web', ...patch });
  });
  await screen.findByRole('heading', { name: 'Token validation' });
  const saved = () => shown.world.sent('draft.save').at(-1);
  return { ...shown, saved };
}

function type(label: string, value: string) {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

function choose(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

test('I say how tokens are checked', async () => {
  const { saved } = await services();
  choose('Checked by', 'url');
  type('URL to ask', 'https://api.acme.dev/me');
  expect(saved()).toMatchObject({ services: { validation: { by: 'url', url: 'https://api.acme.dev/me' } } });
  choose('Checked by', 'jwt');
  expect(saved()).toMatchObject({ services: { validation: { by: 'jwt' } } });
  choose('Checked by', '');
  expect(saved()).toMatchObject({ services: {} });
});

test('I say where the user stands, and the rest of the deviations stays', async () => {
  const deviations = { emptyBasic: true, answers: { token: { within: 'data' } } };
  const { saved } = await services({ deviations });
  choose('Found in', 'user info');
  type('Path of the id', 'data.zuid');
  type('Path of the name', 'data.Display_Name');
  const fields = { sub: 'data.zuid', name: 'data.Display_Name' };
  expect(saved()).toMatchObject({
    deviations: { emptyBasic: true, answers: { token: { within: 'data' }, 'user info': { fields } } },
  });
  choose('Found in', 'id_token');
  expect(saved()).toMatchObject({ deviations: { ...deviations, idToken: fields } });
  choose('Found in', '');
  expect((saved() as ReturnType<typeof aDraft>).deviations).toEqual(deviations);
});

test('The callback parser shows how a provider names what it answers', async () => {
  await services({ deviations: { callback: { parameters: { code: 'auth_code' } } } });
  expect(screen.getByText('auth_code')).toBeTruthy();
  expect(screen.getByRole('link', { name: /Provider’s deviations/ }).getAttribute('href')).toBe('#petstore/setup');
});

test('A webhook is set up as a well-known one, or field by field', async () => {
  const { saved } = await services();
  choose('Signed as', 'github');
  expect(saved()).toMatchObject({ services: { webhook: { by: 'hmac', header: 'X-Hub-Signature-256' } } });
  expect(screen.getByRole('link', { name: /GitHub/ }).getAttribute('href')).toMatch(/^https:\/\/docs\.github\.com/);
  type('Header of the signature', 'X-Mine');
  type('What is signed', '{timestamp}.{body}');
  choose('Hash', 'SHA-512');
  choose('Type of the event: where', 'body');
  type('Type of the event', 'event.type');
  type('Oldest delivery (seconds)', '300');
  expect(saved()).toMatchObject({
    services: {
      webhook: {
        header: 'X-Mine',
        hash: 'SHA-512',
        template: '{timestamp}.{body}',
        eventType: { in: 'body', name: 'event.type' },
        tolerance: 300,
      },
    },
  });
  expect(screen.getByLabelText('Signed as')).toHaveProperty('value', 'own-hmac');
});

test('A delivery gets its verdict; its secret is masked, and gone with the profile', async () => {
  const two = [...profiles, aProfile({ id: 'billing', name: 'Billing' })];
  const found: CheckedDelivery = {
    verdict: 'too_old',
    sentence: 'The signature is right, but an hour old.',
    remarks: ['Careful.'],
    eventType: 'push',
    eventId: undefined,
    signedAt: undefined,
  };
  const { world, goTo } = await services();
  world.snapshot = { ...world.snapshot, profiles: two };
  world.answers['webhook.check'] = () => found;
  choose('Signed as', 'github');
  type('Secret of the webhook', 'hush');
  expect(screen.getByLabelText('Secret of the webhook')).toHaveProperty('type', 'password');
  type('Headers and body', 'X-Hub-Signature-256: sha256=00\n\n{}');
  fireEvent.submit(screen.getByRole('button', { name: 'Check delivery' }).closest('form') as HTMLFormElement);
  const trial = within(screen.getByRole('button', { name: 'Check delivery' }).closest('form') as HTMLFormElement);
  expect((await trial.findByText('Too old.')).parentElement?.textContent).toContain('an hour old');
  expect(trial.getByText('push')).toBeTruthy();
  expect(trial.getByText('not found')).toBeTruthy();
  expect(JSON.stringify(world.sent('draft.save'))).not.toContain('hush');
  world.tell();
  goTo('#billing/services');
  await vi.waitFor(() => expect(screen.queryByLabelText('Secret of the webhook')).toBeNull());
  choose('Signed as', 'github');
  expect(await screen.findByLabelText('Secret of the webhook')).toHaveProperty('value', '');
});

test('I check a token, and its verdict is a sentence', async () => {
  const { world } = await showWorkbench('#petstore/tokens', { profiles }, (each) => {
    each.answers['token.view'] = ({ id }) => ({
      id,
      profileId: 'petstore',
      label: 'alice',
      token_type: 'bearer',
      scope: [],
      obtainedAt: 0,
      expiresAt: undefined,
      accessToken: undefined,
      idToken: undefined,
      hasRefreshToken: false,
      jkt: undefined,
      knownFields: [],
      rest: {},
    });
    each.answers['token.check'] = () => ({
      good: false,
      sentence: 'It is not good: it has ended.',
      fields: { exp: 1 },
    });
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Check token' }));
  expect(await screen.findByText('It is not good: it has ended.')).toBeTruthy();
  expect(world.asked()).toEqual([['https://id.acme.dev/*']]);
});
