import type { ProfileDraft } from '../../core/profile.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { Choice } from './choice.tsx';
import { ClientFields } from './client-fields.tsx';
import { DraftText } from './draft-text.tsx';
import { EndpointFields } from './endpoint-fields.tsx';
import { IssuerField } from './issuer-field.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { RedirectField } from './redirect-field.tsx';
import { ScopeField } from './scope-field.tsx';

/** In the order in which a first-time user meets the questions, and only those that the grant asks. */
export function ProfileFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const hasWindow = draft.grant_type === 'authorization_code';
  return (
    <div class="fields">
      <DraftText popup={popup} draft={draft} name="name" label={formText.name} placeholder={formText.namePlaceholder} />
      <IssuerField popup={popup} draft={draft} />
      <ClientFields popup={popup} draft={draft} />
      <Choice
        name="grant_type"
        label={formText.grant}
        value={draft.grant_type}
        options={formText.grants}
        error={form.errors.value.grant_type}
        onChange={form.changeGrant}
      />
      <ScopeField popup={popup} draft={draft} />
      {hasWindow && <RedirectField popup={popup} draft={draft} />}
      <EndpointFields popup={popup} draft={draft} />
      <details>
        <summary>{formText.more}</summary>
        <DraftText popup={popup} draft={draft} name="description" label={formText.description} />
        {hasWindow && <ParameterFields popup={popup} draft={draft} />}
      </details>
    </div>
  );
}
