import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';

/** A profile that is there and not deleted. Fails with `profile_gone`. */
export async function expectProfile(id: string, ports: Pick<Ports, 'profiles'>): Promise<Profile> {
  const profile = await ports.profiles.get(id);
  if (!profile || profile.deletedAt !== undefined) throw new Failure('profile_gone');
  return profile;
}

/** A token with its profile. Fails with `token_gone` or `profile_gone`. */
export async function expectToken(
  id: string,
  ports: Pick<Ports, 'profiles' | 'tokens'>,
): Promise<{ token: Token; profile: Profile }> {
  const token = await ports.tokens.get(id);
  if (!token) throw new Failure('token_gone');
  return { token, profile: await expectProfile(token.profileId, ports) };
}
