import { useEffect, useRef } from 'preact/hooks';
import type { PastedToken } from '../../core/token-details.ts';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { pasteText } from '../workbench-text.ts';

const optional = ['refresh_token', 'id_token'] as const;

/** Takes a token that was got elsewhere. */
export function PasteToken({ workbench, token }: { workbench: Workbench; token: PastedToken }) {
  const { pasting, popup } = workbench;
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const missing = pasting.missing.value;
  function close() {
    pasting.close();
    popup.focus.goTo('paste');
  }
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void workbench.keepPasted();
      }}
    >
      <h3>{pasteText.title}</h3>
      <p class="small quiet">{pasteText.intro}</p>
      <label>
        <span class="label required">{pasteText.access_token}</span>
        <textarea
          aria-required
          ref={first}
          class="code"
          rows={3}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={missing !== undefined}
          aria-describedby={missing && 'paste-error'}
          value={token.access_token}
          onInput={(event) => pasting.change({ access_token: event.currentTarget.value })}
        />
      </label>
      {missing && (
        <p id="paste-error" class="error">
          {missing}
        </p>
      )}
      {optional.map((name) => (
        <label key={name}>
          <span class="label">
            {pasteText[name]} <span class="quiet">· {pasteText.optional}</span>
          </span>
          <textarea
            class="code"
            rows={1}
            spellcheck={false}
            autocomplete="off"
            value={token[name]}
            onInput={(event) => pasting.change({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label>
        <span class="label">
          {pasteText.expires_in} <span class="quiet">· {pasteText.optional}</span>
        </span>
        <input
          inputmode="numeric"
          autocomplete="off"
          value={token.expires_in}
          onInput={(event) => pasting.change({ expires_in: event.currentTarget.value })}
        />
      </label>
      {popup.status.snapshot.value?.profiles.find(({ id }) => id === token.profileId)?.isPublic && (
        <div class="field">
          <label>
            <span class="label">
              {pasteText.client_secret} <span class="quiet">· {pasteText.optional}</span>
            </span>
            <input
              type="password"
              autocomplete="off"
              aria-describedby="paste-secret-hint"
              value={token.client_secret}
              onInput={(event) => pasting.change({ client_secret: event.currentTarget.value })}
            />
          </label>
          <p id="paste-secret-hint" class="small quiet">
            {pasteText.secretHint}
          </p>
        </div>
      )}
      <div role="status">{pasting.failure.value && <FailureText failure={pasting.failure.value} />}</div>
      <div class="row end">
        <button type="button" class="soft" onClick={close}>
          {pasteText.cancel}
        </button>
        <button type="submit" class="main" aria-disabled={pasting.busy.value}>
          {pasting.busy.value ? pasteText.keeping : pasteText.keep}
        </button>
      </div>
    </form>
  );
}
