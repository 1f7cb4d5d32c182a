import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { ProfileView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

type State = { profileId: string } & (
  | { step: 'asking' | 'deleted' }
  | { step: 'read'; fields: Record<string, unknown> }
  | { step: 'failed'; failure: FailureRecord }
);

type Profile = Pick<ProfileView, 'id' | 'hosts'>;

/** The registration of a stored profile at its server (RFC 7592). */
export function createRegistered(inputs: Pick<UiInputs, 'send'> & { status: Status }) {
  const { send, status } = inputs;
  const state = signal<State>();

  /** To be called first thing in a click: it asks for the server's host. */
  async function ask({ id, hosts }: Profile, work: () => Promise<Record<string, unknown> | undefined>): Promise<void> {
    status.allow(hosts);
    state.value = { profileId: id, step: 'asking' };
    try {
      const fields = await work();
      state.value = fields ? { profileId: id, step: 'read', fields } : { profileId: id, step: 'deleted' };
    } catch (error) {
      state.value = { profileId: id, step: 'failed', failure: failureRecord(error) };
    }
  }

  return {
    state,
    read: (profile: Profile) => ask(profile, () => send('client.read', { id: profile.id })),
    update: (profile: Profile) => ask(profile, () => send('client.update', { id: profile.id })),
    remove: (profile: Profile) => ask(profile, () => send('client.delete', { id: profile.id }).then(() => undefined)),
  };
}
