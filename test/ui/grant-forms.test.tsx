// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { GrantType } from '../../src/core/grant-type.ts';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { aDraft, aProfile, aToken } from './fake-inputs.ts';
import { showPopup, type World } from './show-popup.tsx';

const urn = 'urn:ietf:params:oauth:grant-type:';
const key = {
  id: 'k1',
  alg: 'ES256',
  createdAt: 0,
  publicJwk: { kty: 'EC', kid: 'thumbprint', x: 'public-x' },
};

async function showForm(patch: Partial<ProfileDraft>, prepare?: (world: World) => void) {
  const profiles = [aProfile({ tokens: [aToken()] })];
  const shown = await showPopup({ profiles, drafts: [aDraft({ client_id: 'web', ...patch })] }, (world) => {
    world.answers['key.list'] = () => [key];
    prepare?.(world);
  });
  await screen.findByLabelText('Name');
  return { ...shown, draft: () => shown.popup.form.draft.value as ProfileDraft };
}

function labels(container: Element): (string | undefined)[] {
  const all = [...container.querySelectorAll('.fields .label')].filter((label) => !label.closest('details'));
  return all.map((label) => label.textContent?.split(' · ')[0]?.trim());
}

const start = ['Issuer', 'Name', 'Grant', 'Client id'];
const auth = ['Client secret', 'Client authentication', 'Scope'];
const forms: [GrantType, string[]][] = [
  ['authorization_code', [...start, 'Redirect URI', ...auth]],
  ['implicit', [...start, 'Redirect URI', 'Response type', 'Scope']],
  ['hybrid', [...start, 'Redirect URI', 'Response type', ...auth]],
  ['password', [...start, 'Username', 'Password', ...auth]],
  ['client_credentials', [...start, ...auth]],
  [`${urn}device_code`, [...start, ...auth]],
  [`${urn}token-exchange`, [...start, 'Token to exchange', ...auth]],
  [`${urn}jwt-bearer`, [...start, 'Assertion', 'Claims', 'Signing key', ...auth]],
  [`${urn}saml2-bearer`, [...start, 'Assertion', ...auth]],
  ['urn:openid:params:grant-type:ciba', [...start, 'Login hint', 'Binding message', ...auth]],
  ['extension', [...start, 'Grant type', ...auth]],
];

test.for(forms)('The form of %s asks only what the grant needs', async ([grant_type, expected]) => {
  const { container } = await showForm({ grant_type });
  expect(labels(container)).toEqual(expected);
});

test('What the server lists stands first, and the rest can be chosen all the same', async () => {
  const metadata = {
    issuer: 'https://id.acme.dev',
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['code'],
  };
  const { draft } = await showForm({ metadata });
  const select = screen.getByLabelText('Grant');
  const group = select.querySelector('optgroup');
  expect(group?.label).toBe('The server does not list these');
  expect([...select.querySelectorAll(':scope > option')].map((each) => each.textContent)).toEqual([
    'Client credentials',
    'Own grant type',
  ]);
  fireEvent.change(select, { target: { value: 'password' } });
  expect(draft().grant_type).toBe('password');
});

test('A grant whose endpoint the server does not name says what to do', async () => {
  const metadata = { issuer: 'https://id.acme.dev', token_endpoint: 'https://id.acme.dev/token' };
  await showForm({ metadata, grant_type: 'urn:openid:params:grant-type:ciba' });
  expect(
    screen.getByText(/names no endpoint for this: backchannel authentication\. Type it under “More”/),
  ).toBeTruthy();
  fireEvent.input(screen.getByLabelText('Backchannel authentication URL'), {
    target: { value: 'https://id.acme.dev/ciba' },
  });
  await vi.waitFor(() => expect(screen.queryByText(/names no endpoint/)).toBeNull());
});

test('A private key is chosen or made, and its public part copied for the server', async () => {
  const { world, draft } = await showForm({ token_endpoint_auth_method: 'private_key_jwt' });
  world.answers['key.create'] = ({ alg }) => ({ ...key, id: 'k2', alg });
  fireEvent.change(screen.getByLabelText('Algorithm'), { target: { value: 'PS256' } });
  fireEvent.click(screen.getByRole('button', { name: 'Make a key' }));
  await vi.waitFor(() => expect(draft().keyId).toBe('k2'));
  expect(world.sent('key.create')).toEqual([{ alg: 'PS256' }]);
  fireEvent.click(await screen.findByRole('button', { name: 'Copy JWKS' }));
  await vi.waitFor(() => expect(JSON.parse(world.copied[0] ?? '{}')).toEqual({ keys: [key.publicJwk] }));
});

test('A key that can’t be imported is said, and its text stays in the field', async () => {
  const { world } = await showForm({ token_endpoint_auth_method: 'private_key_jwt' });
  world.answers['key.import'] = () => {
    throw new Failure('unknown', { reason: 'no PKCS#8' });
  };
  fireEvent.click(screen.getByRole('button', { name: 'Import a key' }));
  fireEvent.input(await screen.findByLabelText('Private key'), { target: { value: '-----BEGIN' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  expect(await screen.findByText(/no PKCS#8/)).toBeTruthy();
  expect(screen.getByLabelText('Private key')).toHaveProperty('value', '-----BEGIN');
});

test('With a certificate, the form says that the browser asks which one', async () => {
  await showForm({ token_endpoint_auth_method: 'tls_client_auth' });
  expect(screen.getByText(/the browser asks you which one/)).toBeTruthy();
  expect(screen.queryByLabelText('Client secret')).toBeNull();
});

test('A stored token is exchanged, or a pasted one', async () => {
  const { draft } = await showForm({ grant_type: `${urn}token-exchange` });
  fireEvent.input(screen.getByLabelText('Token to exchange: Token'), { target: { value: 'ey.abc' } });
  expect(draft().subject).toMatchObject({ tokenId: '', text: 'ey.abc' });
  fireEvent.change(screen.getByLabelText('Token to exchange'), { target: { value: 'token-alice' } });
  expect(draft().subject.tokenId).toBe('token-alice');
  expect(await screen.findByLabelText('Token to exchange: Part')).toBeTruthy();
});

test('Claims that are no JSON object are marked while I type', async () => {
  await showForm({ grant_type: `${urn}jwt-bearer` });
  fireEvent.input(screen.getByLabelText('Claims'), { target: { value: '["iss"]' } });
  expect(await screen.findByText('This is not a JSON object.')).toBeTruthy();
});

test('A pasted assertion that is stored stays behind until I ask for it', async () => {
  const { assertion: _stays, ...draft } = aDraft({ grant_type: `${urn}saml2-bearer` });
  await showPopup({ profiles: [aProfile()], drafts: [draft] }, (world) => {
    world.answers['profile.secret'] = ({ field }) => `stored ${field}`;
  });
  const field = await screen.findByLabelText('Assertion');
  expect(field).toHaveProperty('placeholder', 'Kept. Paste to replace it');
  fireEvent.click(screen.getByRole('button', { name: 'Show: Assertion' }));
  await vi.waitFor(() => expect(field).toHaveProperty('value', 'stored assertion'));
});

test('Hardening is a switch each, and says when the server does not list it', async () => {
  const metadata = { issuer: 'https://id.acme.dev', require_pushed_authorization_requests: true };
  const { draft } = await showForm({ metadata });
  expect(screen.getByText('The server wants this.')).toBeTruthy();
  fireEvent.click(screen.getByRole('switch', { name: 'Push the request' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Bind tokens to a key' }));
  expect(draft()).toMatchObject({ pushed: true, dpop: true });
  expect(await screen.findByText('The server does not list this.')).toBeTruthy();
  expect(screen.queryByText('The server wants this.')).toBeNull();
});

test('Signing the request asks for a key', async () => {
  await showForm({});
  expect(screen.queryByLabelText('Signing key')).toBeNull();
  fireEvent.click(screen.getByRole('switch', { name: 'Sign the request' }));
  expect(await screen.findByLabelText('Signing key')).toBeTruthy();
});

test('PKCE and the response mode can be changed', async () => {
  const { draft } = await showForm({});
  fireEvent.change(screen.getByLabelText('PKCE'), { target: { value: 'plain' } });
  fireEvent.change(screen.getByLabelText('Response mode'), { target: { value: 'form_post.jwt' } });
  expect(draft()).toMatchObject({ code_challenge_method: 'plain', response_mode: 'form_post.jwt' });
});
