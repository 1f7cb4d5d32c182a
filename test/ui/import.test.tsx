// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import type { ReadProfile } from '../../src/messages.ts';
import { aProfile } from './fake-inputs.ts';
import type { World } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

function aFind(patch: Partial<ReadProfile> = {}, name = 'Orders'): ReadProfile {
  const draft = { ...emptyDraft(name.toLowerCase()), name, client_id: 'web', client_secret: 'hush' };
  return { draft, token: {}, api: [], notUnderstood: [], remarks: [], ...patch };
}

async function importing(profiles: ReadProfile[], prepare?: (world: World) => void) {
  const shown = await showWorkbench('#/import', { profiles: [aProfile()] }, (world) => {
    world.answers['text.read'] = () => ({ kind: 'pasted text', profiles, refused: [] });
    world.answers['draft.save'] = (draft) => {
      const others = world.snapshot.drafts.filter(({ id }) => id !== draft.id);
      world.snapshot = { ...world.snapshot, drafts: [draft, ...others] };
    };
    prepare?.(world);
  });
  const box = await screen.findByLabelText('Text to import');
  const read = (text: string) => {
    fireEvent.input(box, { target: { value: text } });
    fireEvent.submit(box.closest('form') as HTMLFormElement);
  };
  return { ...shown, box, read };
}

test('What I paste is recognised, and what was not understood is said; secrets are not shown', async () => {
  const { world, read } = await importing([
    aFind({ notUnderstood: ['“x” was not understood.'], remarks: ['Careful.'] }),
  ]);
  read('client_id=web');
  expect(await screen.findByText('Recognised as parameters or requests: 1 profile.')).toBeTruthy();
  expect(world.sent('text.read')).toEqual([{ text: 'client_id=web' }]);
  const found = within(screen.getByRole('region', { name: 'Orders' }));
  expect(found.getByText('“x” was not understood.')).toBeTruthy();
  expect(found.getByText('Careful.')).toBeTruthy();
  expect(document.body.textContent).not.toContain('hush');
});

test('I open what was found in the form: unsaved, and the second time as I left it', async () => {
  const { world, page, goTo, read } = await importing([aFind()]);
  read('client_id=web');
  fireEvent.click(await screen.findByRole('button', { name: 'Open in the form: Orders' }));
  expect(page.hash).toBe('#orders/setup');
  expect(await screen.findByLabelText('Client id')).toHaveProperty('value', 'web');
  expect(world.sent('draft.save')).toHaveLength(1);
  expect(world.sent('profile.save')).toEqual([]);
  fireEvent.input(screen.getByLabelText('Client id'), { target: { value: 'mine' } });
  await vi.waitFor(() => expect(world.sent('draft.save')).toHaveLength(2));
  goTo('#/import');
  expect(await screen.findByDisplayValue('client_id=web')).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Go to Orders' }));
  expect(await screen.findByLabelText('Client id')).toHaveProperty('value', 'mine');
});

test('A text that can’t be read is said to be so, and stays', async () => {
  const { box, read } = await importing([], (world) => {
    world.answers['text.read'] = () => {
      throw new Failure('import_unreadable', {
        format: 'OpenAPI',
        reason: 'it is YAML',
        tryThis: 'Convert it to JSON.',
      });
    };
  });
  read('openapi: 3.1.0');
  expect(await screen.findByText('This can’t be read as OpenAPI: it is YAML.')).toBeTruthy();
  expect(box).toHaveProperty('value', 'openapi: 3.1.0');
});

test('A file that I choose takes the place of what I typed, which I can have back', async () => {
  const { box } = await importing([aFind()]);
  fireEvent.input(box, { target: { value: 'typed' } });
  const files = [new File(['client_id=dropped'], 'x.txt')];
  fireEvent.change(screen.getByLabelText('Choose a file…'), { target: { files } });
  expect(await screen.findByText(/^Recognised as/)).toBeTruthy();
  expect(box).toHaveProperty('value', 'client_id=dropped');
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(box).toHaveProperty('value', 'typed'));
});

test('A token that stood in the text waits until its profile is saved', async () => {
  const { workbench, read } = await importing([aFind({ token: { access_token: 'at', refresh_token: 'rt' } })]);
  read('access_token=at');
  fireEvent.click(await screen.findByRole('button', { name: 'Open in the form: Orders' }));
  expect(workbench.pasting.token.value).toMatchObject({ profileId: 'orders', access_token: 'at', refresh_token: 'rt' });
});

test('Of many I save all at once; one that lacks something says what', async () => {
  const { world, read } = await importing([aFind(), aFind({}, 'Billing')], (each) => {
    each.answers['profile.save'] = (draft) => {
      if (draft.name === 'Billing') return { errors: { token_endpoint: 'Needed when there is no issuer.' } };
      each.snapshot = {
        ...each.snapshot,
        profiles: [...each.snapshot.profiles, aProfile({ id: draft.id, name: draft.name })],
      };
      return { saved: true };
    };
  });
  read('a file');
  fireEvent.click(await screen.findByRole('button', { name: 'Save all 2' }));
  expect(await screen.findByText('Not saved: Needed when there is no issuer. Open it in the form.')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Go to Orders' })).toBeTruthy();
  expect(world.sent('profile.save')).toHaveLength(2);
});

test('A Postman collection takes its variables from the environment that I choose with it', async () => {
  const { world } = await importing([aFind()]);
  const files = [
    new File(['{"values":[],"_postman_variable_scope":"environment"}'], 'staging.json'),
    new File(['{"item":[]}'], 'pets.json'),
  ];
  fireEvent.change(screen.getByLabelText('Choose a file…'), { target: { files } });
  expect(await screen.findByText('With the environment staging.json.')).toBeTruthy();
  expect(world.sent('text.read').at(-1)).toMatchObject({ text: '{"item":[]}', environment: await files[0]?.text() });
  fireEvent.click(screen.getByRole('button', { name: 'Without it' }));
  await vi.waitFor(() => expect(world.sent('text.read').at(-1)).toEqual({ text: '{"item":[]}' }));
});

test('A profile of the same name is not overwritten, and I am told', async () => {
  const { read } = await importing([aFind({}, 'Petstore, staging')]);
  read('a file');
  expect(await screen.findByText(/^There is a profile of this name already/)).toBeTruthy();
});

test('A file of fifty megabytes is not even opened, and I am told what to do; my text stays', async () => {
  const { world, box } = await importing([aFind()]);
  fireEvent.input(box, { target: { value: 'client_id=web' } });
  const large = new File(['{}'], 'large.json');
  Object.defineProperties(large, {
    size: { value: 50_000_000 },
    text: { value: () => expect.unreachable('it was opened') },
  });
  fireEvent.change(screen.getByLabelText('Choose a file…'), { target: { files: [large] } });
  expect(await screen.findByText(/too large to be a file to be imported: more than 2 million characters/)).toBeTruthy();
  expect(screen.getByText(/Take the part of it that describes the sign-in/)).toBeTruthy();
  expect(world.sent('text.read')).toEqual([]);
  expect(box).toHaveProperty('value', 'client_id=web');
});
