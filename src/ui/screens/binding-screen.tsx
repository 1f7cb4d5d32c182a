import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Mode } from '../../core/binding.ts';
import type { Scope } from '../../core/precedence.ts';
import { saysMore } from '../binding-fields.ts';
import { bindingText } from '../binding-text.ts';
import { formText } from '../form-text.ts';
import { createBindingEditor } from '../models/binding-editor.ts';
import type { Popup } from '../models/popup.ts';
import { BindingMore } from '../parts/binding-more.tsx';
import { Choice } from '../parts/choice.tsx';
import { FormHead } from '../parts/form-head.tsx';
import { PatternField } from '../parts/pattern-field.tsx';
import { pageUrl } from '../tab-binding.ts';
import { text } from '../text.ts';

/** Says of a binding all that there is to say: which requests of which pages and tabs carry what, and how. */
export function BindingScreen({ popup }: { popup: Popup }) {
  const { bindingForm, focus, status } = popup;
  const token = bindingForm.token.value;
  const edited = bindingForm.edited.value;
  const editor = useMemo(() => createBindingEditor(bindingForm), [bindingForm]);
  const { scope, mode } = editor.fields.value;
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const back = bindingForm.edited.peek()?.id;
    const id = bindingForm.token.peek()?.id;
    first.current?.querySelector('textarea')?.focus();
    return () => focus.goTo(back ? `binding-menu-${back}-button` : `use-${id}-button`);
  }, [bindingForm, focus]);
  const wasOpen = useRef(saysMore(editor.fields.peek()));
  if (!token) return null;
  const hasPage = status.snapshot.value !== undefined && pageUrl(status.snapshot.value) !== undefined;
  return (
    <main class="form">
      <FormHead
        title={edited ? bindingText.editTitle(token.label) : bindingText.title(token.label, scope)}
        onBack={bindingForm.close}
      />
      <form
        ref={first}
        onSubmit={(event) => {
          event.preventDefault();
          editor.save();
        }}
      >
        <div class="fields">
          <p class="quiet">{bindingText.intro}</p>
          {token.inQuery && <p class="quiet">{text.use.inQuery(token.inQuery)}</p>}
          <PatternField form={editor} name="api" hint={bindingText.hint} />
          <PatternField form={editor} name="pages" />
          {(hasPage || edited) && (
            <Choice<Scope>
              name="scope"
              label={bindingText.scope}
              value={scope}
              options={bindingText.scopes}
              onChange={(next) => editor.change({ scope: next })}
            />
          )}
          <Choice<Mode>
            name="mode"
            label={bindingText.mode}
            value={mode}
            options={bindingText.modes}
            hint={bindingText.modeHints[mode]}
            onChange={(next) => editor.change({ mode: next })}
          />
          <BindingMore form={editor} open={wasOpen.current} />
        </div>
        <footer class="row end">
          <button type="button" class="soft" onClick={bindingForm.close}>
            {formText.cancel}
          </button>
          <button type="submit" class="main">
            {edited ? bindingText.saveChanges : bindingText.save}
          </button>
        </footer>
      </form>
    </main>
  );
}
