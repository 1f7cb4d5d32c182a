import type { Profile } from '../core/profile.ts';

/** The scope as this server wants it in a request; undefined: none. */
export function scopeText({ scope, scopeSeparator }: Pick<Profile, 'scope' | 'scopeSeparator'>): string | undefined {
  return scope.length > 0 ? scope.join(scopeSeparator) : undefined;
}
