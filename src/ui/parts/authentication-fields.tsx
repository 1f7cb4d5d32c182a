import { hasTokenRequest } from '../../core/grant-type.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { keyPlace, listsAuthMethod } from '../supported.ts';
import { Choice } from './choice.tsx';
import { KeyField } from './key-field.tsx';
import { SecretField } from './secret-field.tsx';

/** How the client shows who it is. An implicit request shows nothing: it has no token request. */
export function AuthenticationFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const method = draft.token_endpoint_auth_method;
  const isSecretUnused = method === 'none' && Boolean(draft.client_secret);
  const hasSecret = method === 'none' || method.startsWith('client_secret');
  if (!hasTokenRequest(draft.grant_type)) return null;
  return (
    <>
      {hasSecret && <SecretField popup={popup} field="client_secret" required={method !== 'none'} />}
      <div class="field">
        <Choice
          name="token_endpoint_auth_method"
          label={formText.auth}
          value={method}
          options={formText.authMethods}
          hint={formText.authHints[method]}
          error={form.errors.value.token_endpoint_auth_method}
          listed={(each) => listsAuthMethod(draft.metadata, each)}
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
      {keyPlace(draft) === 'client' && <KeyField popup={popup} draft={draft} />}
    </>
  );
}
