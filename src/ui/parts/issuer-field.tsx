import { endpointNames } from '../../core/profile.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { discoveredEndpoint } from '../models/profile-form.ts';
import { ApiSearch } from './api-search.tsx';
import { FailureText } from './failure-text.tsx';
import { Field } from './field.tsx';

export function IssuerField({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form, discovery } = popup;
  const state = discovery.current();
  const hasEndpoints = Object.values(draft.endpoints).some(Boolean);
  const hint = hasEndpoints ? formText.issuerNotNeeded : formText.issuerHint;
  return (
    <div class="field">
      <Field
        name="issuer"
        label={formText.issuer}
        error={form.errors.value.issuer}
        hint={state || draft.metadata ? undefined : hint}
        required={!hasEndpoints}
      >
        {(control) => (
          <div class="row tight">
            <input
              {...control}
              class="grow"
              type="url"
              value={draft.issuer}
              placeholder={formText.issuerPlaceholder}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => form.changeIssuer(event.currentTarget.value)}
            />
            <button
              type="button"
              class="soft"
              aria-disabled={state?.step === 'asking'}
              onClick={() => state?.step === 'asking' || void discovery.find()}
            >
              {formText.find}
            </button>
          </div>
        )}
      </Field>
      <div role="status">
        {state?.step === 'asking' && <p class="small quiet">{formText.finding(state.host)}</p>}
        {state?.step !== 'asking' && draft.metadata && (
          <p class="small ok">
            {formText.found(endpointNames.filter((name) => discoveredEndpoint(draft, name)).length)}
          </p>
        )}
        {state?.step === 'failed' && <FailureText failure={state.failure} />}
      </div>
      {!draft.issuer && <ApiSearch popup={popup} />}
    </div>
  );
}
