import type { Scope } from '../../core/precedence.ts';
import type { Popup } from '../models/popup.ts';
import { pageUrl } from '../tab-binding.ts';
import { text } from '../text.ts';
import { FailureLine } from './failure-text.tsx';

/** Where a token shall go: one click for this tab, the form for the rest. */
export function UseHere({ popup, onDone }: { popup: Popup; onDone: () => void }) {
  const { bindingForm, status } = popup;
  const { api } = bindingForm.fields.value;
  const inQuery = bindingForm.token.value?.inQuery;
  const error = bindingForm.errors.value.api;
  const url = status.snapshot.value && pageUrl(status.snapshot.value);
  function widen(scope: Scope) {
    onDone();
    bindingForm.widen(scope);
  }
  if (!url) {
    return (
      <div class="stack">
        <p>{text.use.noPage}</p>
        <button type="button" class="main" data-first onClick={() => widen('pattern')}>
          {text.use.choose}
        </button>
      </div>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (bindingForm.addHere()) onDone();
      }}
    >
      <label>
        <span class="label">{text.use.api}</span>
        <input
          value={api}
          spellcheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error && 'use-error'}
          onInput={(event) => bindingForm.change({ api: event.currentTarget.value })}
        />
      </label>
      {error && (
        <p id="use-error" class="error" role="alert">
          {typeof error === 'string' ? error : <FailureLine failure={error} />}
        </p>
      )}
      {inQuery && <p class="small quiet">{text.use.inQuery(inQuery)}</p>}
      <div class="row">
        <button type="submit" class="main" data-first>
          {text.use.here}
        </button>
        <button type="button" class="soft cut" onClick={() => widen('pattern')}>
          {text.use.always(new URL(url).host)}
        </button>
      </div>
      <div class="row end">
        <button type="button" class="plain" onClick={() => widen('tab')}>
          {text.use.more}
        </button>
      </div>
    </form>
  );
}
