import { useRef } from 'preact/hooks';
import type { IfPresent } from '../../core/binding.ts';
import { bindingText } from '../binding-text.ts';
import type { BindingEditor } from '../models/binding-editor.ts';
import { Choice } from './choice.tsx';
import { Field } from './field.tsx';
import { PatternField } from './pattern-field.tsx';
import { PutEditor } from './put-editor.tsx';
import { SwitchField } from './switch-field.tsx';

/** What most bindings never need. Folded up, unless this one says something of it. */
export function BindingMore({ form, open }: { form: BindingEditor; open: boolean }) {
  const { scope, mode, methods, ifPresent, handOn } = form.fields.value;
  const { notApi, notPages, put, methods: wrongMethods } = form.errors.value;
  const box = useRef<HTMLDetailsElement>(null);
  // What is wrong must be seen.
  if ((notApi || notPages || put || wrongMethods) && box.current) box.current.open = true;
  return (
    <details class="more" ref={box} open={open}>
      <summary>{bindingText.more}</summary>
      <PatternField form={form} name="notApi" hint={bindingText.notApiHint} />
      <Field name="methods" label={bindingText.methods} hint={bindingText.methodsHint} error={wrongMethods}>
        {(control) => (
          <input
            {...control}
            value={methods}
            spellcheck={false}
            onInput={(event) => form.change({ methods: event.currentTarget.value })}
          />
        )}
      </Field>
      <PatternField form={form} name="notPages" hint={bindingText.notPagesHint} />
      <PutEditor form={form} />
      <Choice<IfPresent>
        name="ifPresent"
        label={bindingText.ifPresent}
        value={ifPresent}
        options={bindingText.ifPresents}
        hint={ifPresent === 'replace' ? undefined : bindingText.ifPresentHints[mode]}
        onChange={(next) => form.change({ ifPresent: next })}
      />
      {scope === 'tab' && (
        <SwitchField
          id="hand-on"
          label={bindingText.handOn}
          hint={bindingText.handOnHint}
          on={handOn}
          onChange={(next) => form.change({ handOn: next })}
        />
      )}
    </details>
  );
}
