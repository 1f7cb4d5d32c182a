import type { ProfileDraft } from '../../core/profile-draft.ts';
import type { Popup } from '../models/popup.ts';
import { Field } from './field.tsx';

type TextName =
  | 'name'
  | 'description'
  | 'client_id'
  | 'redirect_uri'
  | 'username'
  | 'login_hint'
  | 'binding_message'
  | 'extensionGrant'
  | 'integration'
  | 'baseUri'
  | 'baseUriField';

type Props = {
  popup: Popup;
  draft: ProfileDraft;
  name: TextName;
  label: string;
  placeholder?: string;
  hint?: string;
  optional?: string;
  required?: boolean;
};

/** A field of the profile form that is just text. */
export function DraftText({ popup, draft, name, label, placeholder, hint, optional, required }: Props) {
  const { form } = popup;
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      error={form.errors.value[name]}
      required={required}
      {...(optional && { optional })}
    >
      {(control) => (
        <input
          {...control}
          value={draft[name]}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => form.change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}
