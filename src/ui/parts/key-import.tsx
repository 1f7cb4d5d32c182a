import { useState } from 'preact/hooks';
import type { SigningAlgorithm } from '../../core/profile.ts';
import { keyText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { AlgorithmSelect } from './algorithm-select.tsx';

type Props = { popup: Popup; alg: SigningAlgorithm; onAlg: (alg: SigningAlgorithm) => void; onDone: () => void };

/** Takes a private key in. Its text is kept nowhere: a popup that closes forgets it. */
export function KeyImport({ popup, alg, onAlg, onDone }: Props) {
  const [text, setText] = useState('');
  return (
    <div class="field">
      <label class="label" for="key-import">
        {keyText.importLabel}
      </label>
      <textarea
        id="key-import"
        class="code"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        aria-describedby="key-import-hint"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id="key-import-hint" class="small quiet">
        {keyText.importHint}
      </p>
      <div class="row tight">
        <AlgorithmSelect alg={alg} onAlg={onAlg} />
        <button
          type="button"
          class="soft"
          aria-disabled={popup.keys.busy.value !== undefined}
          onClick={() => void popup.keys.importText(text, alg).then((done) => done && onDone())}
        >
          {popup.keys.busy.value === 'import' ? keyText.importing : keyText.importDo}
        </button>
        <button type="button" class="plain" onClick={onDone}>
          {keyText.cancel}
        </button>
      </div>
    </div>
  );
}
