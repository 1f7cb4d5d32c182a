import type { ProfileDraft } from '../core/profile-draft.ts';
import { splitScope } from '../core/split-scope.ts';

type ScopeText = Pick<ProfileDraft, 'scope' | 'scopeSeparator'>;

/** What every OpenID provider knows (OpenID Connect Core, sections 5.4 and 11), and what so says least of a token. */
const usual = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** Scopes on one line that may be cut: those of the API first. */
export function scopeLine(scope: readonly string[]): string {
  const isUsual = (name: string) => usual.includes(name);
  return [...scope.filter((name) => !isUsual(name)), ...scope.filter(isUsual)].join(' ');
}

export function hasScope({ scope, scopeSeparator }: ScopeText, name: string): boolean {
  return splitScope(scope, scopeSeparator).includes(name);
}

/** The text with this scope taken in or out. */
export function toggleScope({ scope, scopeSeparator }: ScopeText, name: string): Pick<ScopeText, 'scope'> {
  const names = splitScope(scope, scopeSeparator);
  const next = names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
  return { scope: next.join(scopeSeparator || ' ') };
}

/** The same scopes with another separator between them. */
export function separateScope({ scope, scopeSeparator }: ScopeText, separator: string): ScopeText {
  const names = splitScope(scope, scopeSeparator);
  return { scope: separator ? names.join(separator) : scope, scopeSeparator: separator };
}
