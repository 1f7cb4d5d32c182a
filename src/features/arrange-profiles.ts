import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { expectProfile } from './expect.ts';
import { profilesInOrder } from './profiles-in-order.ts';

/** A copy right below the original, with its secret and without its tokens. */
export async function duplicateProfile(
  id: string,
  ports: Pick<Ports, 'profiles' | 'changes' | 'randomId'>,
): Promise<void> {
  const profile = await expectProfile(id, ports);
  const { registration: _, ...rest } = profile;
  const copy = { ...rest, id: ports.randomId(), name: `${profile.name} (copy)` };
  const order = (await profilesInOrder(ports)).flatMap((each) => (each.id === id ? [each, copy] : [each]));
  await ports.profiles.put(copy);
  await putInOrder(order, ports);
}

/** Moves a profile by so many places among those of its integration; negative is up. */
export async function moveProfile(id: string, by: number, ports: Pick<Ports, 'profiles' | 'changes'>): Promise<void> {
  const order = await profilesInOrder(ports);
  const moved = order.find((each) => each.id === id);
  if (!moved) return;
  const among = order.filter((each) => each.integration === moved.integration);
  const goal = Math.min(among.length - 1, Math.max(0, among.indexOf(moved) + by));
  const to = order.indexOf(among[goal] ?? moved);
  await putInOrder(order.toSpliced(order.indexOf(moved), 1).toSpliced(to, 0, moved), ports);
}

async function putInOrder(order: readonly Profile[], ports: Pick<Ports, 'profiles' | 'changes'>): Promise<void> {
  for (const [position, profile] of order.entries()) {
    if (profile.position !== position) await ports.profiles.change(profile.id, (now) => ({ ...now, position }));
  }
  ports.changes.tell();
}
