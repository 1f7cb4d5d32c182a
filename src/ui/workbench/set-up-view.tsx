import { useEffect, useRef } from 'preact/hooks';
import type { Workbench } from '../models/workbench.ts';
import { ProfileFields } from '../parts/profile-fields.tsx';
import { ProfileForm } from '../parts/profile-form.tsx';
import { workbenchText } from '../workbench-text.ts';
import { Facts } from './facts.tsx';
import { FormFoot } from './form-foot.tsx';
import { Preview } from './preview.tsx';
import { RegisteredClient } from './registered-client.tsx';

/** The form, and beside it what it will send. */
export function SetUpView({ workbench }: { workbench: Workbench }) {
  const { popup, profile, profileId } = workbench;
  const { form } = popup;
  const fields = useRef<HTMLFormElement>(null);
  const last = useRef(form.draft.value);
  if (form.draft.value) last.current = form.draft.value;
  // Saved or reverted, the form is read anew. Meanwhile the last one stands, so that the focus stays where it is.
  const draft = last.current?.id === profileId.value ? last.current : undefined;
  const refusals = form.refusals.value;
  const isNew = draft !== undefined && !profile.value;
  useEffect(() => {
    if (refusals > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusals]);
  useEffect(() => {
    if (isNew) fields.current?.querySelector<HTMLElement>('#field-issuer')?.focus();
  }, [isNew]);
  if (!draft) return null;
  return (
    <div class="setup">
      <ProfileForm form={form} fields={fields} class="setup-form">
        <ProfileFields key={draft.id} popup={popup} draft={draft} />
        <FormFoot form={form} id={draft.id} isNew={isNew} />
      </ProfileForm>
      <div class="setup-side">
        {!draft.pastedOnly && <Preview workbench={workbench} />}
        {profile.value && <RegisteredClient workbench={workbench} profile={profile.value} />}
        {draft.metadata && (
          <details class="card">
            <summary>{workbenchText.metadata}</summary>
            <Facts fields={{ ...draft.metadata }} now={popup.clock.now.value} />
          </details>
        )}
      </div>
    </div>
  );
}
