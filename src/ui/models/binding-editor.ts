import { signal } from '@preact/signals';
import { type BindingErrors, type BindingFields, emptyFields, fieldsOf, readFields } from '../binding-fields.ts';
import type { createBindingForm } from './binding-form.ts';

export type BindingEditor = ReturnType<typeof createBindingEditor>;

/** The whole form of a binding, from when it is opened until it is saved or closed. */
export function createBindingEditor(form: ReturnType<typeof createBindingForm>) {
  const edited = form.edited.peek();
  const fields = signal<BindingFields>(edited ? fieldsOf(edited) : { ...emptyFields(), ...form.fields.peek() });
  const errors = signal<BindingErrors>({});

  return {
    fields,
    errors,
    change(patch: Partial<BindingFields>) {
      fields.value = { ...fields.value, ...patch };
      errors.value = {};
    },
    save() {
      const read = readFields(fields.value);
      errors.value = 'errors' in read ? read.errors : {};
      if ('said' in read) form.save(read.said, fields.value.scope);
    },
  };
}
