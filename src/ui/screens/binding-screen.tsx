import { useEffect, useRef } from 'preact/hooks';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { Field } from '../parts/field.tsx';
import { FormHead } from '../parts/form-head.tsx';
import { text } from '../text.ts';

const labels = { api: text.binding.api, pages: text.binding.pages };

/** Always use a token: for which APIs, from which pages. */
export function BindingScreen({ popup }: { popup: Popup }) {
  const { bindingForm, focus } = popup;
  const token = bindingForm.token.value;
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const id = bindingForm.token.peek()?.id;
    first.current?.querySelector('textarea')?.focus();
    return () => focus.goTo(`use-${id}-button`);
  }, [bindingForm, focus]);
  if (!token) return null;
  return (
    <main class="form">
      <FormHead title={text.binding.title(token.label)} onBack={bindingForm.close} />
      <form
        ref={first}
        onSubmit={(event) => {
          event.preventDefault();
          bindingForm.addAlways();
        }}
      >
        <div class="fields">
          <p class="quiet">{text.binding.intro}</p>
          {token.inQuery && <p class="quiet">{text.use.inQuery(token.inQuery)}</p>}
          {(['api', 'pages'] as const).map((name) => (
            <Field
              key={name}
              name={name}
              label={labels[name]}
              hint={text.binding.hint}
              error={bindingForm.errors.value[name]}
            >
              {(control) => (
                <textarea
                  {...control}
                  rows={3}
                  spellcheck={false}
                  value={bindingForm.fields.value[name]}
                  onInput={(event) => bindingForm.change({ [name]: event.currentTarget.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <footer class="row end">
          <button type="button" class="soft" onClick={bindingForm.close}>
            {formText.cancel}
          </button>
          <button type="submit" class="main">
            {text.binding.save}
          </button>
        </footer>
      </form>
    </main>
  );
}
