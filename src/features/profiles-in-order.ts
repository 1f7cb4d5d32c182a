import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';

/** The profiles that are not deleted, in the tester's order. */
export async function profilesInOrder(ports: Pick<Ports, 'profiles'>): Promise<Profile[]> {
  return (await ports.profiles.list())
    .filter((each) => each.deletedAt === undefined)
    .sort((a, b) => a.position - b.position);
}
