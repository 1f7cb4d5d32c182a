import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Popup } from '../models/popup.ts';
import { createVault } from '../models/vault.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { PassphraseField } from '../parts/passphrase-field.tsx';
import { VaultProgress } from '../parts/vault-progress.tsx';
import { vaultText as words } from '../vault-text.ts';

/** All there is while the vault is locked. */
export function LockScreen({ popup }: { popup: Popup }) {
  const vault = popup.model('vault', (inputs) => createVault({ ...inputs, status: popup.status }));
  const passphrase = useSignal('');
  useEffect(() => document.getElementById('unlock')?.focus(), []);
  return (
    <main class="locked">
      <h1>{words.locked}</h1>
      <p>{words.lockedHint}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void vault.unlock(passphrase.value).then((isOpen) => isOpen || document.getElementById('unlock')?.focus());
          passphrase.value = '';
        }}
      >
        <PassphraseField
          id="unlock"
          label={words.passphrase}
          value={passphrase.value}
          onInput={(value) => {
            passphrase.value = value;
          }}
        />
        <VaultProgress vault={vault} />
        <div class="row end">
          <button type="submit" class="main" aria-disabled={vault.progress.value !== undefined}>
            {words.unlock}
          </button>
        </div>
      </form>
      <details class="flat">
        <summary class="small">{words.lost}</summary>
        <p class="small">{words.lostHint}</p>
        <p class="small quiet">{words.forgetHint}</p>
        <AskFirst
          button={words.forgetButton}
          question={words.forgetQuestion}
          sure={words.forgetSure}
          onSure={() => void vault.forget()}
        />
      </details>
    </main>
  );
}
