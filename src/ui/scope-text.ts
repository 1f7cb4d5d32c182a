import type { ProfileDraft } from '../core/profile-draft.ts';
import { splitScope } from '../core/split-scope.ts';

type ScopeText = Pick<ProfileDraft, 'scope' | 'scopeSeparator'>;

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
