import { bindingText } from '../binding-text.ts';
import type { BindingEditor } from '../models/binding-editor.ts';
import { Field } from './field.tsx';

type Props = { form: BindingEditor; name: 'api' | 'notApi' | 'pages' | 'notPages'; hint?: string };

/** URL patterns, one a line. */
export function PatternField({ form, name, hint }: Props) {
  const value = form.fields.value[name];
  return (
    <Field name={name} label={bindingText[name]} hint={hint} error={form.errors.value[name]}>
      {(control) => (
        <textarea
          {...control}
          rows={Math.min(6, Math.max(2, value.split('\n').length))}
          spellcheck={false}
          value={value}
          onInput={(event) => form.change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}
