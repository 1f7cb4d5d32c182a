import { hasFrontChannel } from '../../core/grant-type.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { aboutText } from '../about-text.ts';
import { formText } from '../form-text.ts';
import { grantNames } from '../grant-text.ts';
import { later } from '../later.tsx';
import type { Popup } from '../models/popup.ts';
import { listsGrant } from '../supported.ts';
import { AuthenticationFields } from './authentication-fields.tsx';
import { Choice } from './choice.tsx';
import { DraftText } from './draft-text.tsx';
import { GrantFields } from './grant-fields.tsx';
import { IssuerField } from './issuer-field.tsx';
import { MissingEndpoints } from './missing-endpoints.tsx';
import { MoreFields } from './more-fields.tsx';
import { PastedOnly } from './pasted-only.tsx';
import { ProviderDeviations } from './provider-deviations.tsx';
import { RedirectField } from './redirect-field.tsx';
import { RegisterClient } from './register-client.tsx';
import { ScopeField } from './scope-field.tsx';
import { SwitchField } from './switch-field.tsx';

const ProviderField = later(async () => (await import('./provider-field.tsx')).ProviderField);
const ProviderScopes = later(async () => (await import('./provider-scopes.tsx')).ProviderScopes);

type Props = { popup: Popup; draft: ProfileDraft };

/** In the order in which a first-time user meets the questions. Who has a token already is asked for no server. */
export function ProfileFields({ popup, draft }: Props) {
  const { status } = popup;
  const isNew = !status.snapshot.value?.profiles.some(({ id }) => id === draft.id);
  return (
    <div class="fields">
      {isNew && (
        <div class="provider stack">
          <ProviderField popup={popup} />
        </div>
      )}
      {!draft.pastedOnly && <IssuerField popup={popup} draft={draft} />}
      <PastedOnly popup={popup} draft={draft} />
      <DraftText
        popup={popup}
        draft={draft}
        name="name"
        label={formText.name}
        placeholder={formText.namePlaceholder}
        required
      />
      {isNew && (
        <SwitchField
          id="switch-session-only"
          label={aboutText.sessionOnly}
          hint={aboutText.sessionOnlyHint}
          on={draft.sessionOnly}
          onChange={(sessionOnly) => popup.form.change({ sessionOnly })}
        />
      )}
      {!draft.pastedOnly && <LoginFields popup={popup} draft={draft} />}
      <MoreFields popup={popup} draft={draft} />
      <ProviderDeviations popup={popup} draft={draft} />
    </div>
  );
}

/** How tokens are asked for: only what the grant needs. What depends on the grant stands below it, so that nothing above moves when another one is chosen. */
function LoginFields({ popup, draft }: Props) {
  const { form } = popup;
  return (
    <>
      <div class="field">
        <Choice
          name="grant_type"
          label={formText.grant}
          value={draft.grant_type}
          options={grantNames}
          hint={formText.grantHints[draft.grant_type]}
          error={form.errors.value.grant_type}
          listed={(grant) => listsGrant(draft.metadata, grant)}
          onChange={form.changeGrant}
        />
        <MissingEndpoints draft={draft} />
      </div>
      <div class="field">
        <DraftText popup={popup} draft={draft} name="client_id" label={formText.client_id} required />
        {popup.registration.endpoint() && <RegisterClient popup={popup} />}
      </div>
      {hasFrontChannel(draft.grant_type) && <RedirectField popup={popup} draft={draft} />}
      <GrantFields popup={popup} draft={draft} />
      <AuthenticationFields popup={popup} draft={draft} />
      <ScopeField popup={popup} draft={draft} />
      {draft.preset && <ProviderScopes popup={popup} draft={draft} />}
    </>
  );
}
