import { isRepeatable } from '../core/grant-type.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';

/** Whom a token speaks for, in words: its user, the client of a machine token, or a number where the server does not tell. */
export function tokenLabel(token: Token, profile: Profile, tokens: readonly Token[]): string {
  if (token.user) return token.user.name;
  if (profile.grant_type === 'password') return profile.username ?? profile.client_id;
  if (isRepeatable(profile.grant_type)) return profile.client_id;
  const nameless = tokens
    .filter((each) => each.profileId === profile.id && !each.user)
    .sort((a, b) => a.obtainedAt - b.obtainedAt);
  return `User ${nameless.findIndex((each) => each.id === token.id) + 1}`;
}
