import type { Ports } from '../core/ports.ts';
import { goneAt, type Profile, type SecretField } from '../core/profile.ts';
import { armBindings } from './arm-bindings.ts';
import { cancelLogin } from './cancel-login.ts';
import { expectProfile } from './expect.ts';
import { clearOrphans, clearTraces } from './traces.ts';

/** A copy right below the original, with its secret and without its tokens. */
export async function duplicateProfile(id: string, ports: Ports): Promise<void> {
  const profile = await expectProfile(id, ports);
  const { registration: _, ...rest } = profile;
  const copy = { ...rest, id: ports.randomId(), name: `${profile.name} (copy)` };
  const order = (await inOrder(ports)).flatMap((each) => (each.id === id ? [each, copy] : [each]));
  await putInOrder(order, ports);
}

/** Deletes a profile; its tokens go with it. It can be restored for a minute. */
export async function deleteProfile(id: string, ports: Ports): Promise<void> {
  const profile = await expectProfile(id, ports);
  await ports.profiles.put({ ...profile, deletedAt: ports.now() });
  await ports.drafts.delete(id);
  for (const login of await ports.logins.list()) if (login.profileId === id) await cancelLogin(login.id, ports);
  await armBindings(ports);
  ports.changes.tell();
}

/** Brings a deleted profile back, with its tokens and bindings. */
export async function restoreProfile(id: string, ports: Ports): Promise<void> {
  const profile = await ports.profiles.get(id);
  if (!profile) return;
  const { deletedAt: _, ...restored } = profile;
  await ports.profiles.put(restored);
  await armBindings(ports);
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
    await clearTraces(profile.id, ports);
    await ports.profiles.delete(profile.id);
  }
  await clearOrphans(ports);
}

/** Moves a profile by so many places; negative is up. */
export async function moveProfile(id: string, by: number, ports: Ports): Promise<void> {
  const order = await inOrder(ports);
  const from = order.findIndex((each) => each.id === id);
  if (from < 0) return;
  const [moved] = order.splice(from, 1);
  if (moved) order.splice(Math.max(0, from + by), 0, moved);
  await putInOrder(order, ports);
}

/** The profiles that are not deleted, in the tester's order. */
export async function inOrder(ports: Pick<Ports, 'profiles'>): Promise<Profile[]> {
  return (await ports.profiles.list())
    .filter((each) => each.deletedAt === undefined)
    .sort((a, b) => a.position - b.position);
}

async function putInOrder(order: readonly Profile[], ports: Ports): Promise<void> {
  for (const [position, profile] of order.entries()) {
    if (profile.position !== position || !(await ports.profiles.get(profile.id)))
      await ports.profiles.put({ ...profile, position });
  }
  ports.changes.tell();
}

/** A secret of a profile, for the tester who asked to see it. */
export async function revealSecret(id: string, field: SecretField, ports: Pick<Ports, 'profiles'>): Promise<string> {
  return (await expectProfile(id, ports))[field] ?? '';
}
