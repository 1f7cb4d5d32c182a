import type { AnswerDeviation } from '../core/deviations.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import type { Token, User } from '../core/token.ts';
import { valueAt } from '../core/value-at.ts';
import { decodedJwt } from '../oauth/decode-jwt.ts';
import { userOf } from '../oauth/token-response.ts';

/** Where a profile says that the user stands has changed: tokens whose answers are still there are named anew. */
export async function relabelTokens(profile: Profile, ports: Pick<Ports, 'tokens'>): Promise<void> {
  for (const token of await ports.tokens.list()) {
    if (token.profileId !== profile.id) continue;
    const user = userIn(token, profile);
    if (user && (user.sub !== token.user?.sub || user.name !== token.user.name))
      await ports.tokens.change(token.id, (now) => ({ ...now, user }));
  }
}

/** The ID token was checked when it came. */
function userIn({ id_token, rest }: Token, { deviations }: Profile): User | undefined {
  const { fields }: AnswerDeviation = forKind(deviations?.answers, 'token');
  if (fields?.sub) {
    const claims = Object.entries(fields).map(([name, path]) => [name, rest[path] ?? valueAt(rest, path)]);
    return userOf(Object.fromEntries(claims), { sub: 'sub', name: 'name' });
  }
  return deviations?.idToken && id_token ? userOf(decodedJwt(id_token)?.claims ?? {}, deviations.idToken) : undefined;
}
