import type { Blank } from '../../core/preset.ts';
import { formText } from '../form-text.ts';
import type { ProviderPicker } from '../models/provider-picker.ts';
import { Field } from './field.tsx';

/** What differs from tester to tester: a tenant, a shop, a region. */
export function ProviderBlank({ picker, blank }: { picker: ProviderPicker; blank: Blank }) {
  const { name, label, hint, example, only, optional } = blank;
  const value = picker.blank(name);
  return (
    <Field
      name={`blank-${name}`}
      label={label}
      hint={hint}
      error={picker.wrongBlank(name)}
      required={!optional}
      {...(optional && { optional: formText.optional })}
    >
      {(control) =>
        only ? (
          <select {...control} value={value} onChange={(event) => picker.fillBlank(name, event.currentTarget.value)}>
            {only.map((each) => (
              <option key={each} value={each} selected={each === value}>
                {each}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...control}
            value={value}
            placeholder={example}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => picker.fillBlank(name, event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
