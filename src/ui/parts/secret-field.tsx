import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import type { Secret } from '../models/secret.ts';
import { Field } from './field.tsx';

type Props = { popup: Popup; field: 'client_secret' | 'password' | 'introspection_secret'; required?: boolean };

/** A secret in one line: masked, shown on demand, kept as stored until something is typed. */
export function SecretField({ popup, field, required = false }: Props) {
  const secret = popup.secrets[field];
  const kept = secret.isKept();
  const label = formText.secrets[field];
  return (
    <Field name={field} label={label} error={popup.form.errors.value[field]} required={required}>
      {(control) => (
        <div class="row tight">
          <input
            {...control}
            class="grow"
            {...(secret.isShown() ? { type: 'text' } : { type: 'password' })}
            value={secret.value()}
            placeholder={kept ? formText.secretKept : field === 'client_secret' ? formText.secretNone : ''}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => secret.change(event.currentTarget.value)}
          />
          <SecretButtons secret={secret} label={label} />
        </div>
      )}
    </Field>
  );
}

/** Show or hide it, and take it away. There is nothing to do where there is none. */
export function SecretButtons({ secret, label }: { secret: Secret; label: string }) {
  const shown = secret.isShown();
  if (!secret.value() && !secret.isKept()) return null;
  return (
    <>
      <button
        type="button"
        class="soft"
        aria-label={`${shown ? formText.hide : formText.show}: ${label}`}
        onClick={() => (shown ? secret.hide() : void secret.show())}
      >
        {shown ? formText.hide : formText.show}
      </button>
      <button type="button" class="plain" aria-label={`${formText.clear}: ${label}`} onClick={secret.clear}>
        {formText.clear}
      </button>
    </>
  );
}
