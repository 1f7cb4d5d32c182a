import type { AnswerDeviation } from '../core/deviations.ts';
import { isRepeatable } from '../core/grant-type.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import type { Token } from '../core/token.ts';

/** Whom a token speaks for, in words: its user, the client of a machine token, or a number where the server does not tell. */
export function tokenLabel(token: Token, profile: Profile, tokens: readonly Token[]): string {
  if (token.besideId !== undefined) return besideLabel(token, profile, tokens);
  if (token.user) return token.user.name;
  if (profile.grant_type === 'password') return profile.username ?? profile.client_id;
  if (isRepeatable(profile.grant_type)) return profile.client_id;
  const nameless = tokens
    .filter((each) => each.profileId === profile.id && !each.user && each.besideId === undefined)
    .sort((a, b) => a.obtainedAt - b.obtainedAt);
  return `User ${nameless.findIndex((each) => each.id === token.id) + 1}`;
}

/** One of several tokens of an answer: what the tester calls it, and where it stood. */
function besideLabel({ name = '', besideId, user: own }: Token, profile: Profile, tokens: readonly Token[]): string {
  const { tokens: named = [] }: AnswerDeviation = forKind(profile.deviations?.answers, 'token');
  const path = named.find((each) => each.name === name)?.path.replace(/\.access_token$/, '');
  const user = tokens.find(({ id }) => id === besideId)?.user ?? own;
  return [name, path && `(${path})`, user && `of ${user.name}`].filter(Boolean).join(' ');
}
