import type { Parameter } from './parameter.ts';
import type { Profile } from './profile.ts';
import type { StoredBy01 } from './stored-by-0-1.ts';

/** A stored profile in today's shape. What came after version 0.1 is optional in it: it may lack that for ever. */
export function profileOfToday(stored: Profile | StoredBy01['profiles']): Profile {
  return withParameters<Profile>(stored);
}

type FirstParameters = Pick<StoredBy01['profiles'], 'authorizationParameters'>;

/** A stored profile or form with its parameters where they stand since version 0.2. */
export function withParameters<Today extends { parameters: Parameter[] }>(stored: Today | FirstParameters): Today {
  const { authorizationParameters, ...rest } = stored as Partial<FirstParameters>;
  if (!Array.isArray(authorizationParameters)) return stored as Today;
  const parameters = authorizationParameters.map(
    (each): Parameter => ({ ...each, stage: 'authorize', place: 'query', on: true }),
  );
  return { ...(rest as Today), parameters };
}
