import { signal } from '@preact/signals';
import type { ProfileView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

const undoableFor = 12_000;

/** Deletes profiles, and offers to undo the last one for a while. */
export function createDeleting(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  const deleted = signal<Pick<ProfileView, 'id' | 'name'>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(profile: Pick<ProfileView, 'id' | 'name'> | undefined) {
    clearTimeout(timer);
    deleted.value = profile;
    if (profile) timer = setTimeout(() => show(undefined), undoableFor);
  }

  async function remove({ id, name }: Pick<ProfileView, 'id' | 'name'>) {
    await status.after(send('profile.delete', { id }).then(() => show({ id, name })));
  }

  async function undo() {
    const profile = deleted.value;
    show(undefined);
    if (profile) await status.after(send('profile.restore', { id: profile.id }));
  }

  return { deleted, remove, undo };
}
