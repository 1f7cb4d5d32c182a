import type { ProfileDraft } from '../../core/profile.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { Choice } from './choice.tsx';
import { DraftText } from './draft-text.tsx';
import { SecretField } from './secret-field.tsx';

/** Who the client is, and how it shows that. */
export function ClientFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const isSecretUnused = draft.token_endpoint_auth_method === 'none' && Boolean(draft.client_secret);
  return (
    <>
      <DraftText popup={popup} draft={draft} name="client_id" label={formText.client_id} />
      <SecretField popup={popup} />
      <div class="field">
        <Choice
          name="token_endpoint_auth_method"
          label={formText.auth}
          value={draft.token_endpoint_auth_method}
          options={formText.authMethods}
          error={form.errors.value.token_endpoint_auth_method}
          onChange={(token_endpoint_auth_method) => form.change({ token_endpoint_auth_method })}
        />
        {isSecretUnused && (
          <div class="row small">
            <p class="grow soon">{formText.suggestBasic}</p>
            <button
              type="button"
              class="soft"
              onClick={() => form.change({ token_endpoint_auth_method: 'client_secret_basic' })}
            >
              {formText.useBasic}
            </button>
          </div>
        )}
      </div>
    </>
  );
}
