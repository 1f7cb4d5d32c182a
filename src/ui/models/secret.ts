import { signal } from '@preact/signals';
import type { SecretField } from '../../core/profile.ts';
import type { UiInputs } from '../inputs.ts';
import type { ProfileForm } from './profile-form.ts';
import type { Status } from './status.ts';

export type Secret = ReturnType<typeof createSecret>;

/** A secret of the form: masked until it is asked for. A stored one stays in the background until then. */
export function createSecret(
  inputs: UiInputs & { field: SecretField; form: ProfileForm; status: Pick<Status, 'tell'> },
) {
  const { field, form, send, status } = inputs;
  /** The form whose secret is shown, and the stored secret where that is what is shown. */
  const shown = signal<{ draftId: string; stored?: string }>();

  /** Whether the stored secret is kept as it is. A public client has none. */
  function isKept(): boolean {
    const draft = form.draft.value;
    const isPublic = field === 'client_secret' && draft?.token_endpoint_auth_method === 'none';
    return draft !== undefined && draft[field] === undefined && !isPublic;
  }

  function isShown(): boolean {
    return shown.value !== undefined && shown.value.draftId === form.draft.value?.id;
  }

  function value(): string {
    return form.draft.value?.[field] ?? (isShown() ? shown.value?.stored : undefined) ?? '';
  }

  async function show(): Promise<void> {
    const id = form.draft.value?.id;
    if (!id) return;
    if (!isKept()) shown.value = { draftId: id };
    else await send('profile.secret', { id, field }).then((stored) => reveal(id, stored), status.tell);
  }

  function reveal(draftId: string, stored: string) {
    shown.value = { draftId, stored };
  }

  function hide() {
    shown.value = undefined;
  }

  function change(next: string) {
    form.change({ [field]: next });
  }

  function clear() {
    hide();
    change('');
  }

  return { field, isKept, isShown, value, show, hide, change, clear };
}
