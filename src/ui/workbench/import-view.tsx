import { useEffect, useRef } from 'preact/hooks';
import { failureText } from '../../core/failure-text.ts';
import { createImporting } from '../models/importing.ts';
import type { Workbench } from '../models/workbench.ts';
import { transferText as words } from '../transfer-text.ts';
import { FoundProfiles } from './found-profiles.tsx';

/** One box for whatever describes a sign-in. */
export function ImportView({ workbench }: { workbench: Workbench }) {
  const importing = workbench.model(createImporting);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const state = importing.state.value;
  const environment = importing.environment.value;
  return (
    <>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void importing.read();
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const files = [...(event.dataTransfer?.files ?? [])];
          if (files.length === 0) return;
          event.preventDefault();
          void importing.takeFiles(files);
        }}
      >
        <p>{words.importIntro}</p>
        <textarea
          ref={box}
          class="code"
          rows={12}
          aria-label={words.box}
          aria-describedby="import-hint"
          spellcheck={false}
          autocomplete="off"
          value={importing.text.value}
          onInput={(event) => importing.type(event.currentTarget.value)}
          onPaste={(event) => {
            // Where nothing stands yet, what is pasted is the whole.
            if (!event.currentTarget.value.trim()) setTimeout(() => void importing.read());
          }}
        />
        <p id="import-hint" class="small quiet">
          {words.importHint}
        </p>
        {environment && (
          <div class="row small">
            <p>{words.withEnvironment(environment.name)}</p>
            <button type="button" class="plain" onClick={() => void importing.forgetEnvironment()}>
              {words.withoutEnvironment}
            </button>
          </div>
        )}
        <div class="row">
          <label class="button soft file">
            {words.file}
            <input
              type="file"
              multiple
              class="unseen"
              onChange={(event) => {
                void importing.takeFiles([...(event.currentTarget.files ?? [])]);
                // The same file may be chosen again once it was corrected.
                event.currentTarget.value = '';
              }}
            />
          </label>
          <span class="grow" />
          <button type="submit" class="main" aria-disabled={!importing.text.value.trim()}>
            {words.read}
          </button>
        </div>
      </form>
      <div role="status" class="stack found">
        {state?.step === 'reading' && <p class="late quiet">{words.reading}</p>}
        {state?.step === 'failed' && (
          <p>
            <span class="over">{failureText(state.failure).sentence}</span> {failureText(state.failure).tryThis}
          </p>
        )}
        {state?.step === 'read' && <FoundProfiles workbench={workbench} read={state.read} />}
      </div>
    </>
  );
}
