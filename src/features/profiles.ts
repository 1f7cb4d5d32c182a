import type { Ports } from '../core/ports.ts';
import { goneAt } from '../core/profile.ts';
import { changeAndArm } from './arm-bindings.ts';
import { cancelLogin } from './cancel-login.ts';
import { expectProfile } from './expect.ts';
import { clearOrphans, clearTraces } from './traces.ts';

/** Deletes a profile; its tokens go with it. It can be restored for a minute. */
export async function deleteProfile(id: string, ports: Ports): Promise<void> {
  await expectProfile(id, ports);
  await changeAndArm(async () => {
    await ports.profiles.change(id, (now) => ({ ...now, deletedAt: ports.now() }));
    await ports.drafts.delete(id);
    for (const login of await ports.logins.list()) if (login.profileId === id) await cancelLogin(login.id, ports);
  }, ports);
  ports.changes.tell();
}

/** Brings a deleted profile back, with its tokens and bindings. */
export async function restoreProfile(id: string, ports: Ports): Promise<void> {
  await changeAndArm(() => ports.profiles.change(id, ({ deletedAt: _, ...restored }) => restored), ports);
  ports.changes.tell();
}

/** Takes away for good what was deleted and can no longer be restored. */
export async function purgeProfiles(ports: Ports): Promise<void> {
  for (const profile of await ports.profiles.list()) {
    if (profile.deletedAt === undefined || ports.now() < goneAt(profile.deletedAt)) continue;
    const tokens = (await ports.tokens.list()).filter((token) => token.profileId === profile.id);
    for (const binding of await ports.bindings.list()) {
      if (tokens.some((token) => token.id === binding.tokenId)) await ports.bindings.delete(binding.id);
    }
    for (const token of tokens) await ports.tokens.delete(token.id);
    for (const login of await ports.logins.list())
      if (login.profileId === profile.id) await ports.logins.delete(login.id);
    await clearTraces(profile.id, ports);
    await ports.profiles.delete(profile.id);
  }
  await clearOrphans(ports);
}
