import type { Vault } from '../models/vault.ts';
import { vaultText } from '../vault-text.ts';
import { FailureText } from './failure-text.tsx';

/** How far it is, or why it failed, or what was done. */
export function VaultProgress({ vault }: { vault: Vault }) {
  const part = vault.progress.value;
  const failure = vault.failure.value;
  return (
    <div role="status">
      {part !== undefined && (
        <p class="row small quiet">
          <progress class="grow" value={part} aria-label={vaultText.working} />
          {vaultText.working}
        </p>
      )}
      {failure && <FailureText failure={failure} />}
      {vault.done.value && <p class="small ok">{vault.done.value}</p>}
    </div>
  );
}
