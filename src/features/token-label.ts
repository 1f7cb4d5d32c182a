import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';

/** Whom a token speaks for, in words: its user, the client of a machine token, or a number where the server does not tell. */
export function tokenLabel(token: Token, profile: Profile, tokens: readonly Token[]): string {
  if (token.user) return token.user.name;
  if (profile.grant_type === 'client_credentials') return profile.client_id;
  const nameless = tokens
    .filter((each) => each.profileId === profile.id && !each.user)
    .sort((a, b) => a.obtainedAt - b.obtainedAt);
  return `User ${nameless.findIndex((each) => each.id === token.id) + 1}`;
}
