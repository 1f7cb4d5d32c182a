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
  await putInOrder(order, ports);
}

/** Moves a profile by so many places; negative is up. */
export async function moveProfile(id: string, by: number, ports: Pick<Ports, 'profiles' | 'changes'>): Promise<void> {
  const order = await profilesInOrder(ports);
  const from = order.findIndex((each) => each.id === id);
  if (from < 0) return;
  const [moved] = order.splice(from, 1);
  if (moved) order.splice(Math.max(0, from + by), 0, moved);
  await putInOrder(order, ports);
}

async function putInOrder(order: readonly Profile[], ports: Pick<Ports, 'profiles' | 'changes'>): Promise<void> {
  for (const [position, profile] of order.entries()) {
    if (profile.position !== position || !(await ports.profiles.get(profile.id)))
      await ports.profiles.put({ ...profile, position });
  }
  ports.changes.tell();
}
