import type { Parameter, ProfileDraft } from '../../core/profile.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';

/** Extra parameters of the authorization request, a row each. */
export function ParameterFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const rows = draft.authorizationParameters;
  const error = form.errors.value.authorizationParameters;
  const set = (authorizationParameters: Parameter[]) => form.change({ authorizationParameters });
  const replace = (at: number, patch: Partial<Parameter>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <fieldset class="field">
      <legend class="label">{formText.parameters}</legend>
      <p class="small quiet">{formText.parametersHint}</p>
      {rows.map((row, at) => (
        <div key={at} class="row tight">
          <input
            class="grow"
            aria-label={formText.parameterName(at + 1)}
            aria-invalid={error !== undefined && row.value !== '' && row.name.trim() === ''}
            aria-describedby={error && 'parameters-error'}
            placeholder={formText.parameterNamePlaceholder}
            value={row.name}
            spellcheck={false}
            onInput={(event) => replace(at, { name: event.currentTarget.value })}
          />
          <input
            class="grow"
            aria-label={formText.parameterValue(at + 1)}
            placeholder={formText.parameterValuePlaceholder}
            value={row.value}
            spellcheck={false}
            onInput={(event) => replace(at, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="plain"
            aria-label={formText.parameterRemoveLabel(at + 1)}
            onClick={() => set(rows.filter((_, index) => index !== at))}
          >
            {formText.parameterRemove}
          </button>
        </div>
      ))}
      {error && (
        <p id="parameters-error" class="error">
          {error}
        </p>
      )}
      <div>
        <button type="button" class="soft" onClick={() => set([...rows, { name: '', value: '' }])}>
          {formText.parameterAdd}
        </button>
      </div>
    </fieldset>
  );
}
