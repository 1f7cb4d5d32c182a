// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { aProfile } from './fake-inputs.ts';
import { showPopup, type World } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const barriers = async () => (await axe.run(document.body)).violations.map(({ id }) => id);

/** Locked until `words` are typed. */
function lockWith(words: string) {
  return (world: World) => {
    let isLocked = true;
    world.answers['status.read'] = () => {
      if (isLocked) throw new Failure('vault_locked');
      return world.snapshot;
    };
    world.answers['vault.unlock'] = ({ passphrase, progress }) => {
      progress(0.5);
      if (passphrase !== words) throw new Failure('passphrase_wrong');
      isLocked = false;
    };
    world.answers['everything.forget'] = () => {
      isLocked = false;
    };
  };
}

describe('Locked, the popup', () => {
  test('says so, and shows nothing but the field for the passphrase', async () => {
    await showPopup({ profiles: [aProfile()] }, lockWith('words'));
    expect(await screen.findByText('Tokendock is locked')).toBeTruthy();
    expect(screen.queryByText('Petstore, staging')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Passphrase')));
    expect(await barriers()).toEqual([]);
  });

  test('says that a passphrase is wrong, and opens with the right one', async () => {
    const { world } = await showPopup({ profiles: [aProfile()] }, lockWith('words'));
    await screen.findByText('Tokendock is locked');
    type('Passphrase', 'worts');
    press('Unlock');
    expect(await screen.findByText('This is not the passphrase.')).toBeTruthy();
    expect(screen.getByLabelText('Passphrase')).toHaveProperty('value', '');
    type('Passphrase', 'words');
    press('Unlock');
    expect(await screen.findByText('Petstore, staging')).toBeTruthy();
    expect(world.sent('vault.unlock')).toMatchObject([{ passphrase: 'worts' }, { passphrase: 'words' }]);
  });

  test('deletes everything for who forgot it, after a question', async () => {
    const { world } = await showPopup({}, lockWith('words'));
    await screen.findByText('Tokendock is locked');
    fireEvent.click(screen.getByText('I forgot the passphrase'));
    press('Forget everything…');
    expect(world.sent('everything.forget')).toEqual([]);
    press('Delete everything');
    expect(await screen.findByText('Tokens for the APIs that you test')).toBeTruthy();
    expect(world.sent('everything.forget')).toHaveLength(1);
  });

  test('has no keys that do something behind it', async () => {
    const { popup } = await showPopup({}, lockWith('words'));
    await screen.findByText('Tokendock is locked');
    fireEvent.keyDown(document.body, { key: 'n' });
    fireEvent.keyDown(document.body, { key: '?' });
    expect([popup.screen.value, popup.keysShown.value]).toEqual(['list', false]);
  });
});

test('With a passphrase I can lock from the popup; without one there is nothing to lock', async () => {
  const { world } = await showPopup({ profiles: [aProfile()] });
  expect(screen.queryByRole('button', { name: 'Lock' })).toBeNull();
  Object.assign(world.snapshot, { lockable: true });
  world.snapshot = { ...world.snapshot };
  world.tell();
  fireEvent.click(await screen.findByRole('button', { name: 'Lock' }));
  await waitFor(() => expect(world.sent('vault.lock')).toHaveLength(1));
});

test('Each use moves the lock away, but not each single key', async () => {
  const { world } = await showPopup({ lockable: true, profiles: [aProfile()] });
  await waitFor(() => expect(world.sent('vault.touch')).toHaveLength(1));
  for (let key = 0; key < 5; key++) fireEvent.keyDown(document.body, { key: 'x' });
  expect(world.sent('vault.touch')).toHaveLength(1);
  world.now += 10_000;
  fireEvent.pointerDown(document.body);
  expect(world.sent('vault.touch')).toHaveLength(2);
});

describe('The workbench', () => {
  const view = (isSet: boolean) => (world: World) => {
    world.answers['vault.read'] = () => ({ isSet, isLocked: false, idleMinutes: 15 });
  };

  test('sets a passphrase that is long enough and typed twice', async () => {
    const { world } = await showWorkbench('#/vault', { profiles: [aProfile()] }, view(false));
    await screen.findByText('Set the passphrase');
    type('New passphrase', 'short');
    press('Set the passphrase');
    expect(await screen.findByText('Type at least 8 characters.')).toBeTruthy();
    type('New passphrase', 'long enough');
    type('The same again', 'long enouhg');
    expect(await screen.findByText('This is not the same.')).toBeTruthy();
    expect(world.sent('vault.set')).toEqual([]);
    type('The same again', 'long enough');
    press('Set the passphrase');
    expect(await screen.findByText('The passphrase is set.')).toBeTruthy();
    expect(world.sent('vault.set')).toMatchObject([{ passphrase: 'long enough' }]);
    await waitFor(() => expect(screen.getByLabelText('New passphrase')).toHaveProperty('value', ''));
    expect(await barriers()).toEqual([]);
  });

  test('says when to lock, changes the passphrase and removes it', async () => {
    const { world } = await showWorkbench('#/vault', { profiles: [aProfile()] }, view(true));
    const idle = await screen.findByLabelText('Lock by itself');
    expect(idle).toHaveProperty('value', '15');
    fireEvent.change(idle, { target: { value: '60' } });
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(world.sent('vault.idle')).toEqual([{ minutes: 60 }]);
    const [forChange, forRemoval] = screen.getAllByLabelText('Passphrase of today');
    fireEvent.input(forChange as HTMLElement, { target: { value: 'before' } });
    type('New passphrase', 'the next one');
    type('The same again', 'the next one');
    press('Change the passphrase');
    await waitFor(() =>
      expect(world.sent('vault.change')).toMatchObject([{ before: 'before', passphrase: 'the next one' }]),
    );
    expect(await screen.findByText('The passphrase was changed.')).toBeTruthy();
    fireEvent.input(forRemoval as HTMLElement, { target: { value: 'the next one' } });
    press('Remove the passphrase');
    await waitFor(() => expect(world.sent('vault.remove')).toMatchObject([{ passphrase: 'the next one' }]));
    expect(await barriers()).toEqual([]);
  });

  test('shows nothing of the profiles while it is locked', async () => {
    const { workbench, world } = await showWorkbench('#/vault', { profiles: [aProfile()] }, view(true));
    world.answers['status.read'] = () => {
      throw new Failure('vault_locked');
    };
    press('Lock now');
    expect(await screen.findByText('Tokendock is locked')).toBeTruthy();
    expect(screen.queryByText('Petstore, staging')).toBeNull();
    expect(workbench.popup.status.snapshot.value).toBeUndefined();
  });

  test('forgets everything, after a question', async () => {
    const { world } = await showWorkbench('#/vault', { profiles: [aProfile()] }, view(false));
    press('Forget everything…');
    press('Keep');
    press('Forget everything…');
    expect(world.sent('everything.forget')).toEqual([]);
    press('Delete everything');
    await waitFor(() => expect(world.sent('everything.forget')).toHaveLength(1));
    expect(await screen.findByText('Everything is forgotten.')).toBeTruthy();
  });
});

test('A new profile can be for this session only; later that is a fact', async () => {
  const { popup, world } = await showPopup({ profiles: [aProfile({ sessionOnly: true })] });
  expect(screen.getByText(/this session only · id.acme.dev/)).toBeTruthy();
  popup.form.create();
  fireEvent.click(await screen.findByRole('switch', { name: 'For this session only' }));
  await waitFor(() => expect(world.sent('draft.save').at(-1)).toMatchObject({ sessionOnly: true }));
});
