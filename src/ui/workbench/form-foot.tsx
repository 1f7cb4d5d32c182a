import { formText } from '../form-text.ts';
import type { ProfileForm } from '../models/profile-form.ts';
import { workbenchText } from '../workbench-text.ts';

type Props = { form: ProfileForm; id: string; isNew?: boolean };

/** Saves a form or gives it up, and says that it was saved. */
export function FormFoot({ form, id, isNew = false }: Props) {
  return (
    <div class="setup-foot row">
      <p role="status" class="grow small ok">
        {form.draft.value && form.saved.value === id && workbenchText.saved}
      </p>
      <button type="button" class="soft" onClick={() => void form.cancel()}>
        {isNew ? formText.cancel : workbenchText.revert}
      </button>
      <button type="submit" class="main" aria-disabled={form.saving.value}>
        {form.saving.value ? formText.saving : formText.save}
      </button>
    </div>
  );
}
