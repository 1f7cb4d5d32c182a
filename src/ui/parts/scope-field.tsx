import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { hasScope, toggleScope } from '../scope-text.ts';
import { Field } from './field.tsx';
import { SeparatorField } from './separator-field.tsx';

/** The scope as text, and the scopes that the server names as buttons. */
export function ScopeField({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const known = draft.metadata?.scopes_supported ?? [];
  return (
    <div class="field">
      <Field name="scope" label={formText.scope} error={form.errors.value.scope}>
        {(control) => (
          <div class="row tight">
            <input
              {...control}
              class="grow"
              value={draft.scope}
              placeholder={formText.scopePlaceholder}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => form.change({ scope: event.currentTarget.value })}
            />
            <SeparatorField popup={popup} draft={draft} />
          </div>
        )}
      </Field>
      {form.errors.value.scopeSeparator && <p class="error">{form.errors.value.scopeSeparator}</p>}
      {known.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a wrapping row in every browser
        <div class="chips" role="group" aria-label={formText.scopesKnown}>
          {known.map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={hasScope(draft, name)}
              onClick={() => form.change(toggleScope(draft, name))}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
