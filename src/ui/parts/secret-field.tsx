import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { Field } from './field.tsx';

/** The client secret: masked, shown on demand, kept as stored until something is typed. */
export function SecretField({ popup }: { popup: Popup }) {
  const { form, secret } = popup;
  const kept = secret.isKept();
  const shown = secret.isShown();
  const value = secret.value();
  return (
    <Field name="client_secret" label={formText.client_secret} error={form.errors.value.client_secret}>
      {(control) => (
        <div class="row tight">
          <input
            {...control}
            class="grow"
            {...(shown ? { type: 'text' } : { type: 'password' })}
            value={value}
            placeholder={kept ? formText.secretKept : formText.secretNone}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => form.change({ client_secret: event.currentTarget.value })}
          />
          {(value || kept) && (
            <>
              <button
                type="button"
                class="soft"
                aria-label={`${shown ? formText.hide : formText.show}: ${formText.client_secret}`}
                onClick={() => (shown ? secret.hide() : void secret.show())}
              >
                {shown ? formText.hide : formText.show}
              </button>
              <button
                type="button"
                class="plain"
                aria-label={`${formText.clear}: ${formText.client_secret}`}
                onClick={secret.clear}
              >
                {formText.clear}
              </button>
            </>
          )}
        </div>
      )}
    </Field>
  );
}
