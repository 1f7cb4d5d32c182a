import type { ProfileField } from '../../core/profile-draft.ts';
import { Field } from './field.tsx';

type Props = {
  name: ProfileField;
  label: string;
  value: string;
  placeholder?: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  rows?: number;
  onInput: (value: string) => void;
};

/** A field of several lines that is written in code: JSON, a key, an assertion. */
export function TextAreaField({ name, label, value, placeholder, hint, error, required, rows = 4, onInput }: Props) {
  return (
    <Field name={name} label={label} hint={hint} error={error} required={required}>
      {(control) => (
        <textarea
          {...control}
          class="code"
          rows={rows}
          value={value}
          placeholder={placeholder}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
