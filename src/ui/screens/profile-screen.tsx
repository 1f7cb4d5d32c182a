import { useEffect, useRef } from 'preact/hooks';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { FormHead } from '../parts/form-head.tsx';
import { ProfileFields } from '../parts/profile-fields.tsx';
import { ProfileForm } from '../parts/profile-form.tsx';

/** The form of one profile. */
export function ProfileScreen({ popup }: { popup: Popup }) {
  const { form, focus, status } = popup;
  const fields = useRef<HTMLFormElement>(null);
  const refusals = form.refusals.value;
  useEffect(() => {
    const first = form.refusals.value > 0 && fields.current?.querySelector<HTMLElement>('[aria-invalid=true]');
    if (first) first.focus();
    else fields.current?.querySelector<HTMLElement>('#field-issuer')?.focus();
  }, [form, refusals]);
  useEffect(() => {
    const id = form.draft.peek()?.id;
    return () => focus.goTo(`get-${id}`, 'new-profile');
  }, [form, focus]);
  const draft = form.draft.value;
  if (!draft) return null;
  const stored = status.snapshot.value?.profiles.find((profile) => profile.id === draft.id);
  return (
    <main class="form">
      <FormHead title={stored ? formText.edit(stored.name) : formText.create} onBack={() => void form.leave()} />
      <ProfileForm form={form} fields={fields}>
        <ProfileFields popup={popup} draft={draft} />
        <footer class="row end">
          <button type="button" class="soft" onClick={() => void form.cancel()}>
            {formText.cancel}
          </button>
          <button type="submit" class="main" aria-disabled={form.saving.value}>
            {form.saving.value ? formText.saving : formText.save}
          </button>
        </footer>
      </ProfileForm>
    </main>
  );
}
