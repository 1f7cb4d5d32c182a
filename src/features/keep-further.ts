import { isRepeatable } from '../core/grant-type.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import { renewed } from '../oauth/token-response.ts';

/**
 * Keeps each further token of an answer as a token of its own, in place of the one of that name that came before. After a renewal (of
 * `before`) what the answer leaves out stays, and what the tester forgot stays forgotten.
 */
export async function keepFurther(
  { id, besideId = id, profileId, obtainedAt, origin, user, further = [] }: Token,
  profile: Pick<Profile, 'grant_type'>,
  ports: Pick<Ports, 'tokens' | 'randomId'>,
  before?: Pick<Token, 'besideId' | 'further'>,
): Promise<void> {
  if (further.length === 0) return;
  const all = await ports.tokens.list();
  // Their own token was forgotten; this is the same user’s next one.
  const isOrphanOfUser = (each: Token) =>
    each.profileId === profileId &&
    each.besideId !== undefined &&
    !all.some((other) => other.id === each.besideId) &&
    each.user?.sub === user?.sub &&
    (user !== undefined || isRepeatable(profile.grant_type));
  const siblings = all.filter((each) => each.besideId === besideId || (!before && isOrphanOfUser(each)));
  for (const each of further) {
    const older = siblings.find(({ name }) => name === each.name);
    const isForgotten = before && (before.besideId ?? before.further?.find(({ name }) => name === each.name));
    if (!older && isForgotten) continue;
    const fresh: Token = {
      ...each,
      id: older?.id ?? ports.randomId(),
      besideId,
      profileId,
      obtainedAt,
      ...(user && { user }),
      ...(origin !== undefined && { origin }),
      rest: {},
    };
    await ports.tokens.put(older && before ? { ...renewed(older, fresh), besideId } : fresh);
  }
}
