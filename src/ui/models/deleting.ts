import type { ProfileView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

/** Deletes profiles, and offers to undo that. */
export function createDeleting(inputs: UiInputs & { status: Status; undoing: Undoing }) {
  const { send, status, undoing } = inputs;

  async function remove({ id, name }: Pick<ProfileView, 'id' | 'name'>) {
    const deleted = send('profile.delete', { id });
    await status.after(
      deleted.then(() => undoing.offer(text.card.deleted(name), () => send('profile.restore', { id }))),
    );
  }

  return { remove };
}
