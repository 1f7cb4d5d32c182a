import type { Ports } from '../core/ports.ts';
import { serverHosts } from '../oauth/server.ts';
import { tokenLabel } from './token-label.ts';

/** Whom a token speaks for, for the rows of its requests. */
export type ActivityUser = { tokenId: string; label: string; profileId: string; profileName: string; hosts: string[] };

/** The users of these tokens; those that are gone are left out. */
export async function activityUsers(
  tokenIds: readonly string[],
  ports: Pick<Ports, 'tokens' | 'profiles'>,
): Promise<ActivityUser[]> {
  const [tokens, profiles] = await Promise.all([ports.tokens.list(), ports.profiles.list()]);
  return tokens
    .filter(({ id }) => tokenIds.includes(id))
    .flatMap((token) => {
      const profile = profiles.find(({ id }) => id === token.profileId);
      if (!profile) return [];
      const { id, name } = profile;
      return {
        ...{ tokenId: token.id, label: tokenLabel(token, profile, tokens) },
        ...{ profileId: id, profileName: name, hosts: serverHosts(profile) },
      };
    });
}
