import type { Wanted } from '../core/login.ts';
import type { Profile } from '../core/profile.ts';

/** The profile as one login asks for it: with the scope, `acr_values` and `max_age` that an API demanded (RFC 9470, section 4). */
export function asWanted(profile: Profile, { scope = '', ...more }: Wanted = {}): Profile {
  const named = Object.entries(more);
  const isReplaced = (name: string) => named.some(([each]) => each === name);
  return {
    ...profile,
    scope: [...new Set([...profile.scope, ...scope.split(' ').filter(Boolean)])],
    parameters: [
      ...profile.parameters.filter(({ name }) => !isReplaced(name)),
      ...named.map(([name, value]) => ({
        name,
        value,
        stage: 'authorize' as const,
        place: 'query' as const,
        on: true,
      })),
    ],
  };
}
