import { emptyDraft, type ProfileDraft } from './profile-draft.ts';
import { withParameters } from './profile-of-today.ts';
import type { StoredBy01 } from './stored-by-0-1.ts';
import { readDraft, type StoredDraft } from './stored-draft.ts';

/**
 * A half-filled form in today's shape, where it can be read as one; what it did not know is as in an empty form. Forms of 0.2 to 0.4 lack
 * only what `profileDraft` fills in by itself.
 */
export function draftOfToday(stored: StoredDraft): ProfileDraft | undefined {
  const draft = stored as ProfileDraft | StoredBy01['drafts'];
  if ('parameters' in draft && draft.parameters) return readDraft(draft);
  // A secret that is not in the form is the stored one.
  const { client_secret: _, ...empty } = emptyDraft(draft.id);
  return readDraft({ ...empty, ...withParameters(draft as ProfileDraft | StoredBy01['drafts']) });
}
