import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { VaultView } from '../../core/vault-view.ts';
import type { UiInputs } from '../inputs.ts';
import { vaultText } from '../vault-text.ts';
import type { Status } from './status.ts';

export type Vault = ReturnType<typeof createVault>;
type Done = keyof typeof vaultText.done;

/** The passphrase, and all that is forgotten with it. No passphrase is kept here. */
export function createVault({ send, status }: Pick<UiInputs, 'send'> & { status: Status }) {
  const view = signal<VaultView>();
  /** How far the derivation of a key is, from 0 to 1. */
  const progress = signal<number>();
  const failure = signal<FailureRecord>();
  /** What was done last. */
  const done = signal<string>();

  async function read(): Promise<void> {
    view.value = await send('vault.read', undefined);
    if (view.value.isLocked) done.value = undefined;
  }

  /** One at a time. Resolves true where it was done. */
  async function run(work: (hear: (part: number) => void) => Promise<void>, what?: Done): Promise<boolean> {
    if (progress.value !== undefined) return false;
    failure.value = undefined;
    done.value = undefined;
    progress.value = 0;
    try {
      await work((part) => {
        progress.value = part;
      });
      await status.read();
      await read();
      done.value = what && vaultText.done[what];
      return true;
    } catch (error) {
      failure.value = failureRecord(error);
      return false;
    } finally {
      progress.value = undefined;
    }
  }

  return {
    ...{ view, progress, failure, done, read },
    unlock: (passphrase: string) => run((hear) => send('vault.unlock', { passphrase, progress: hear })),
    set: (passphrase: string) => run((hear) => send('vault.set', { passphrase, progress: hear }), 'set'),
    change: (before: string, passphrase: string) =>
      run((hear) => send('vault.change', { before, passphrase, progress: hear }), 'change'),
    remove: (passphrase: string) => run((hear) => send('vault.remove', { passphrase, progress: hear }), 'remove'),
    setIdle: (minutes: number) => run(() => send('vault.idle', { minutes }), 'idle'),
    forget: () => run(() => send('everything.forget', undefined), 'forget'),
  };
}
