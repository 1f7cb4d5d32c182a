import { useState } from 'preact/hooks';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { separateScope } from '../scope-text.ts';

/** What stands between two scopes: a space says the RFC, a comma say some servers. */
export function SeparatorField({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const { scopeSeparator } = draft;
  const [other, setOther] = useState(![' ', ','].includes(scopeSeparator));
  function choose(value: string) {
    setOther(value === 'other');
    if (value !== 'other') form.change(separateScope(draft, value));
  }
  return (
    <>
      <select
        class="short"
        aria-label={formText.separator}
        title={formText.separator}
        value={other ? 'other' : scopeSeparator}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {Object.entries(formText.separators).map(([value, label]) => (
          <option key={value} value={value} selected={value === (other ? 'other' : scopeSeparator)}>
            {label}
          </option>
        ))}
      </select>
      {other && (
        <input
          class="tiny"
          aria-label={formText.separatorOther}
          aria-invalid={form.errors.value.scopeSeparator !== undefined}
          value={scopeSeparator}
          onInput={(event) => form.change(separateScope(draft, event.currentTarget.value))}
        />
      )}
    </>
  );
}
