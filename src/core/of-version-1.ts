import type { Parameter } from './parameter.ts';
import type { Profile } from './profile.ts';
import { emptyDraft, type ProfileDraft, type StoredDraft } from './profile-draft.ts';
import { readDraft } from './read-draft.ts';

/**
 * How version 0.1 (version 1 of the database) kept extra parameters: they went with the authorization request only. A profile or form may
 * lack whatever else came later, and a profile may lack it for ever.
 */
type OfVersion1 = { authorizationParameters?: Pick<Parameter, 'name' | 'value'>[] };

/** A stored profile in today's shape. */
export function profileOfToday(stored: Profile & OfVersion1): Profile {
  return withParameters(stored);
}

/** A half-filled form in today's shape, where it can be read as one; what it did not know is as in an empty form. */
export function draftOfToday(stored: StoredDraft): ProfileDraft | undefined {
  const draft = stored as ProfileDraft & OfVersion1;
  if (draft.parameters) return readDraft(draft);
  // A secret that is not in the form is the stored one.
  const { client_secret: _, ...empty } = emptyDraft(draft.id);
  return readDraft({ ...empty, ...withParameters(draft) });
}

function withParameters<Stored extends { parameters: Parameter[] }>(stored: Stored & OfVersion1): Stored {
  if (!stored.authorizationParameters) return stored;
  const { authorizationParameters, ...rest } = stored;
  const parameters = authorizationParameters.map(
    (each): Parameter => ({ ...each, stage: 'authorize', place: 'query', on: true }),
  );
  return { ...(rest as unknown as Stored), parameters };
}
