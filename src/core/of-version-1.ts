import type { Parameter } from './parameter.ts';
import type { Profile } from './profile.ts';

/**
 * How version 0.1 (version 1 of the database) kept extra parameters: they went with the authorization request only. A profile or form may
 * lack whatever else came later, and a profile may lack it for ever.
 */
export type OfVersion1 = { authorizationParameters?: Pick<Parameter, 'name' | 'value'>[] };

/** A stored profile in today's shape. */
export function profileOfToday(stored: Profile & OfVersion1): Profile {
  return withParameters(stored);
}

/** A stored profile or form with its parameters where they stand today. */
export function withParameters<Stored extends { parameters: Parameter[] }>(stored: Stored & OfVersion1): Stored {
  if (!Array.isArray(stored.authorizationParameters)) return stored;
  const { authorizationParameters, ...rest } = stored;
  const parameters = authorizationParameters.map(
    (each): Parameter => ({ ...each, stage: 'authorize', place: 'query', on: true }),
  );
  return { ...(rest as unknown as Stored), parameters };
}
