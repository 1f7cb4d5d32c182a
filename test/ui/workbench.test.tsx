// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aBinding, aDraft, aProfile, aToken } from './fake-inputs.ts';
import { showWorkbench } from './show-workbench.tsx';

const profiles = [aProfile({ tokens: [aToken()] }), aProfile({ id: 'billing', name: 'Billing job' })];

function current(): (string | null)[] {
  return screen
    .getAllByRole('link')
    .filter((link) => link.getAttribute('aria-current') === 'page')
    .map((link) => link.textContent);
}

test('The address says which profile and which view I see', async () => {
  const { goTo } = await showWorkbench('#billing/trace', { profiles });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Billing job');
  expect(current()).toContain('Trace');
  goTo('#petstore/tokens');
  await vi.waitFor(() => expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Petstore, staging'));
  expect(current().at(-1)).toContain('Tokens');
});

test('An address that names nothing shows the first profile’s set-up', async () => {
  const { world } = await showWorkbench('#gone/%E0%A4%A/x', { profiles });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Petstore, staging');
  expect(world.sent('profile.edit')).toEqual([{ id: 'petstore' }]);
});

test('The form of the chosen profile is open, and another one follows my click', async () => {
  const { goTo, workbench } = await showWorkbench('#petstore/setup', { profiles });
  expect(await screen.findByLabelText('Client id')).toHaveProperty('value', 'web');
  goTo('#billing/setup');
  await vi.waitFor(() => expect(workbench.popup.form.draft.value?.id).toBe('billing'));
});

test('A status that changes while I type does not take my words away', async () => {
  const { world } = await showWorkbench('#petstore/setup', { profiles });
  fireEvent.input(await screen.findByLabelText('Client id'), { target: { value: 'mine' } });
  world.snapshot = { ...world.snapshot, drafts: [aDraft({ client_id: 'min' })] };
  world.tell();
  await vi.waitFor(() => expect(world.sent('status.read').length).toBeGreaterThan(1));
  expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'mine');
});

test('What I type is previewed, one question at a time', async () => {
  const { world } = await showWorkbench('#petstore/setup', { profiles }, (each) => {
    each.answers['profile.preview'] = ({ client_id }) => [
      {
        purpose: 'Token request',
        method: 'POST',
        url: 'https://id.acme.dev/token',
        headers: [['Authorization', 'Basic <client id and secret>']],
        body: `grant_type=client_credentials&client_id=${client_id}`,
      },
    ];
  });
  const preview = await screen.findByRole('region', { name: 'Token request' });
  expect(preview.textContent).toContain('POST /token HTTP/1.1\nHost: id.acme.dev\nAuthorization: Basic <client');
  expect(preview.querySelector('mark')?.textContent).toBe('<client id and secret>');
  const before = world.sent('profile.preview').length;
  for (const value of ['a', 'ab', 'abc']) {
    fireEvent.input(screen.getByLabelText('Client id'), { target: { value } });
  }
  await vi.waitFor(() => expect(screen.getByRole('region', { name: 'Token request' }).textContent).toContain('=abc'));
  expect(world.sent('profile.preview').length).toBe(before + 1);
});

test('Saved, the form stays as it was unfolded and says so; reverted, it is as stored', async () => {
  const { world } = await showWorkbench('#petstore/setup', { profiles });
  world.answers['profile.save'] = () => ({ saved: true });
  const fold = () => screen.getByText('More').closest('details') as HTMLDetailsElement;
  fold().open = true;
  fireEvent(fold(), new Event('toggle'));
  fireEvent.input(await screen.findByLabelText('Client id'), { target: { value: 'mine' } });
  fireEvent.submit(screen.getByRole('button', { name: 'Save' }).closest('form') as HTMLFormElement);
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(fold()).toHaveProperty('open', true);
  fireEvent.input(await screen.findByLabelText('Client id'), { target: { value: 'other' } });
  await vi.waitFor(() => expect(screen.queryByText('Saved.')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: 'Revert' }));
  await vi.waitFor(() => expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'web'));
  expect(world.sent('draft.discard')).toEqual([{ id: 'petstore' }]);
});

test('A half-done edit waits while I am elsewhere, and can be had back after I gave it up', async () => {
  const { world, goTo } = await showWorkbench('#petstore/setup', { profiles });
  world.answers['draft.save'] = (draft) => {
    world.snapshot = { ...world.snapshot, drafts: [draft] };
  };
  world.answers['draft.discard'] = () => {
    world.snapshot = { ...world.snapshot, drafts: [] };
  };
  fireEvent.input(await screen.findByLabelText('Client id'), { target: { value: 'mine' } });
  expect((await screen.findByRole('link', { name: /^Petstore, staging/ })).textContent).toContain('changed, not saved');
  goTo('#billing/setup');
  await vi.waitFor(() => expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'web'));
  expect(screen.getByRole('link', { name: /^Petstore, staging/ }).textContent).toContain('changed, not saved');
  goTo('#petstore/setup');
  await vi.waitFor(() => expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'mine'));
  fireEvent.click(screen.getByRole('button', { name: 'Revert' }));
  await vi.waitFor(() => expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'web'));
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(screen.getByLabelText('Client id')).toHaveProperty('value', 'mine'));
});

test('A new profile has an address at once, and only its set-up', async () => {
  const { page, workbench } = await showWorkbench('#petstore/setup', { profiles });
  fireEvent.click(screen.getByRole('button', { name: 'New profile' }));
  expect(page.hash).toBe('#new-1/setup');
  expect(await screen.findByLabelText('Name')).toHaveProperty('value', '');
  expect(screen.queryByRole('link', { name: 'Trace' })).toBeNull();
  // Nothing of the profile before comes back over it.
  await new Promise((resolve) => setTimeout(resolve));
  expect(workbench.popup.form.draft.value?.id).toBe('new-1');
});

test('Digits change the view, and letters that I type stay letters', async () => {
  const { page } = await showWorkbench('#petstore/setup', { profiles });
  fireEvent.keyDown(document.body, { key: '4' });
  expect(page.hash).toBe('#petstore/trace');
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: '1' });
  expect(page.hash).toBe('#petstore/trace');
});

test('Where it goes lists this profile’s bindings only', async () => {
  const bindings = [aBinding(), aBinding({ id: 'b', profileId: 'billing', label: 'machine' })];
  await showWorkbench('#petstore/where', { profiles, bindings });
  expect(await screen.findAllByRole('switch')).toHaveLength(1);
});

test('The registration is read, and deleted only after a question', async () => {
  const { world } = await showWorkbench('#petstore/setup', { profiles: [aProfile({ registered: true })] }, (each) => {
    each.answers['client.read'] = () => ({ client_name: 'Made by Tokendock' });
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Show' }));
  expect(await screen.findByText('Made by Tokendock')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Delete at the server…' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText(/was deleted at the server/)).toBeTruthy();
  expect(world.sent('client.delete')).toEqual([{ id: 'petstore' }]);
});

test('I copy a previewed request as another tool takes it', async () => {
  const { world } = await showWorkbench('#petstore/setup', { profiles }, (each) => {
    each.answers['profile.preview'] = () => [
      { purpose: 'Token request', method: 'POST', url: 'https://id.acme.dev/token', headers: [], body: 'code=<code>' },
    ];
  });
  await screen.findByRole('region', { name: 'Token request' });
  for (const name of ['curl', 'HTTPie', 'curl for Windows', '.http file'])
    fireEvent.click(screen.getByRole('menuitem', { name, hidden: true }));
  await vi.waitFor(() => expect(world.copied).toHaveLength(4));
  expect(world.copied).toContain("curl 'https://id.acme.dev/token' \\\n  --data-raw 'code=<code>'");
  expect(world.copied).toContain('POST https://id.acme.dev/token\n\ncode=<code>');
});
