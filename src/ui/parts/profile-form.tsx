import type { ComponentChildren, Ref } from 'preact';
import { formText } from '../form-text.ts';
import type { ProfileForm as Form } from '../models/profile-form.ts';

type Props = { form: Form; fields: Ref<HTMLFormElement>; class?: string; children: ComponentChildren };

/** What stands around a profile's fields, in the popup and in the workbench: it says when a form was continued, and sends it. */
export function ProfileForm({ form, fields, class: name, children }: Props) {
  return (
    <form
      ref={fields}
      class={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      {form.continued.value && (
        <p class="continued small" role="status">
          {formText.continued}
        </p>
      )}
      {children}
    </form>
  );
}
