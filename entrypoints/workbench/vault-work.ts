import { openDatabase } from '../../src/platform/database.ts';
import { giveHostsBack } from '../../src/platform/hosts.ts';
import { sendMessage } from '../../src/platform/messaging.ts';
import { createPassphrase } from '../../src/platform/passphrase.ts';
import type { VaultWork, Work } from './work.ts';

const vault = createPassphrase(openDatabase());

/** Has the background follow what was done here. */
async function changing(work: Promise<void>): Promise<void> {
  await work;
  await sendMessage('vault.changed');
}

/** All that knows passphrases. */
export const vaultWork: Work<VaultWork> = {
  'vault.read': () => vault.read(),
  'vault.unlock': ({ passphrase, progress }) => changing(vault.unlock(passphrase, progress)),
  'vault.set': ({ passphrase, progress }) => changing(vault.set(passphrase, progress)),
  'vault.change': ({ before, passphrase, progress }) => changing(vault.change(before, passphrase, progress)),
  'vault.remove': ({ passphrase, progress }) => changing(vault.remove(passphrase, progress)),
  async 'everything.forget'() {
    await sendMessage('vault.forget');
    localStorage.clear();
    await giveHostsBack();
  },
  'vault.idle': ({ minutes }) => changing(vault.setIdle(minutes)),
};
