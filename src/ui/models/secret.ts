import { signal } from '@preact/signals';
import type { UiInputs } from '../inputs.ts';
import type { ProfileForm } from './profile-form.ts';
import type { Status } from './status.ts';

/** The form's client secret: masked until it is asked for. A stored one stays in the background until then. */
export function createSecret(inputs: UiInputs & { form: ProfileForm; status: Pick<Status, 'tell'> }) {
  const { form, send, status } = inputs;
  /** The form whose secret is shown, and the stored secret where that is what is shown. */
  const shown = signal<{ draftId: string; stored?: string }>();

  /** Whether the stored secret is kept as it is. Only a client that shows one has one for certain. */
  function isKept(): boolean {
    const draft = form.draft.value;
    return draft !== undefined && draft.client_secret === undefined && draft.token_endpoint_auth_method !== 'none';
  }

  function isShown(): boolean {
    return shown.value !== undefined && shown.value.draftId === form.draft.value?.id;
  }

  function value(): string {
    return form.draft.value?.client_secret ?? (isShown() ? shown.value?.stored : undefined) ?? '';
  }

  async function show(): Promise<void> {
    const id = form.draft.value?.id;
    if (!id) return;
    if (!isKept()) shown.value = { draftId: id };
    else await send('profile.secret', { id }).then((stored) => reveal(id, stored), status.tell);
  }

  function reveal(draftId: string, stored: string) {
    shown.value = { draftId, stored };
  }

  function hide() {
    shown.value = undefined;
  }

  function clear() {
    hide();
    form.change({ client_secret: '' });
  }

  return { isKept, isShown, value, show, hide, clear };
}
