import { useEffect } from 'preact/hooks';
import { createVault, type Vault } from '../models/vault.ts';
import type { Workbench } from '../models/workbench.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { VaultProgress } from '../parts/vault-progress.tsx';
import { vaultText as words } from '../vault-text.ts';
import { LabelledSelect } from './labelled.tsx';
import { PassphraseForm } from './passphrase-form.tsx';

/** The passphrase, and how to forget everything. */
export function VaultView({ workbench: { popup } }: { workbench: Workbench }) {
  const vault = popup.model('vault', (inputs) => createVault({ ...inputs, status: popup.status }));
  useEffect(() => void vault.read(), [vault]);
  const view = vault.view.value;
  return (
    <div class="stack narrow">
      {view && (
        <section class="stack" aria-label={words.title}>
          <h3>{words.title}</h3>
          {view.isSet ? (
            <WithPassphrase vault={vault} idleMinutes={view.idleMinutes} onLock={popup.lock} />
          ) : (
            <>
              <p>{words.none}</p>
              <PassphraseForm vault={vault} button={words.set} isNew onSubmit={({ next }) => vault.set(next)} />
            </>
          )}
          <VaultProgress vault={vault} />
        </section>
      )}
      <section class="stack" aria-label={words.forget}>
        <h3>{words.forget}</h3>
        <p>{words.forgetHint}</p>
        <div>
          <AskFirst
            button={words.forgetButton}
            question={words.forgetQuestion}
            sure={words.forgetSure}
            onSure={() => void vault.forget()}
          />
        </div>
      </section>
    </div>
  );
}

type Props = { vault: Vault; idleMinutes: number; onLock: () => void };

function WithPassphrase({ vault, idleMinutes, onLock }: Props) {
  return (
    <>
      <div class="row top">
        <p class="grow">{words.isSet}</p>
        <button type="button" class="soft" onClick={onLock}>
          {words.lockNow}
        </button>
      </div>
      <LabelledSelect
        label={words.idle}
        hint={words.idleHint}
        value={String(idleMinutes)}
        options={words.idleTimes}
        onChange={(minutes) => void vault.setIdle(Number(minutes))}
      />
      <details class="flat">
        <summary>{words.change}</summary>
        <PassphraseForm
          vault={vault}
          button={words.change}
          isAsked
          isNew
          onSubmit={({ current, next }) => vault.change(current, next)}
        />
      </details>
      <details class="flat">
        <summary>{words.remove}</summary>
        <p class="small quiet">{words.removeHint}</p>
        <PassphraseForm vault={vault} button={words.remove} isAsked onSubmit={({ current }) => vault.remove(current)} />
      </details>
    </>
  );
}
