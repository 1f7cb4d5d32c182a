import type { StoredDraft } from '../core/stored-draft.ts';

/** Sorts half-filled forms: the one that was typed into last comes first. */
export function youngestFirst(a: StoredDraft, b: StoredDraft): number {
  return (b.editedAt ?? 0) - (a.editedAt ?? 0);
}
