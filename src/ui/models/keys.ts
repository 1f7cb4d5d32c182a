import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { SigningAlgorithm } from '../../core/profile.ts';
import type { KeyView } from '../../core/signing-key.ts';
import type { UiInputs } from '../inputs.ts';
import type { ProfileForm } from './profile-form.ts';

/** The keys that can sign for a client; the form chooses one of them. */
export function createKeys(inputs: UiInputs & { form: ProfileForm }) {
  const { form, send } = inputs;
  const list = signal<readonly KeyView[]>();
  const failure = signal<FailureRecord>();
  /** What is being done, since some keys take a second to make. */
  const busy = signal<'create' | 'import'>();

  async function trying<Result>(work: Promise<Result>): Promise<Result | undefined> {
    failure.value = undefined;
    try {
      return await work;
    } catch (error) {
      failure.value = failureRecord(error);
      return undefined;
    }
  }

  async function load(): Promise<void> {
    const found = await trying(send('key.list', undefined));
    if (found) list.value = found;
  }

  /** Returns whether there is a new key; the form has chosen it then. */
  async function take(what: 'create' | 'import', work: () => Promise<KeyView>): Promise<boolean> {
    if (busy.value) return false;
    const draftId = form.draft.value?.id;
    busy.value = what;
    const key = await trying(work());
    busy.value = undefined;
    if (!key) return false;
    list.value = [...(list.value ?? []), key];
    if (form.draft.value?.id === draftId) form.change({ keyId: key.id });
    return true;
  }

  async function remove(id: string): Promise<void> {
    await trying(send('key.delete', { id }));
    if (failure.value) return;
    list.value = list.value?.filter((key) => key.id !== id);
    if (form.draft.value?.keyId === id) form.change({ keyId: '' });
  }

  function chosen(): KeyView | undefined {
    return list.value?.find((key) => key.id === form.draft.value?.keyId);
  }

  return {
    ...{ list, failure, busy, load, remove, chosen },
    create: (alg: SigningAlgorithm) => take('create', () => send('key.create', { alg })),
    importText: (text: string, alg: SigningAlgorithm) => take('import', () => send('key.import', { text, alg })),
  };
}
