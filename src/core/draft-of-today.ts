import { type OfVersion1, withParameters } from './of-version-1.ts';
import { emptyDraft, type ProfileDraft } from './profile-draft.ts';
import { readDraft, type StoredDraft } from './stored-draft.ts';

/** A half-filled form in today's shape, where it can be read as one; what it did not know is as in an empty form. */
export function draftOfToday(stored: StoredDraft): ProfileDraft | undefined {
  const draft = stored as ProfileDraft & OfVersion1;
  if (draft.parameters) return readDraft(draft);
  // A secret that is not in the form is the stored one.
  const { client_secret: _, ...empty } = emptyDraft(draft.id);
  return readDraft({ ...empty, ...withParameters(draft) });
}
