import type { StoredBy03 } from './stored-by-0-3.ts';

type Later =
  | 'introspection_secret'
  | 'deviations'
  | 'visibility'
  | 'integration'
  | 'shared'
  | 'pastedOnly'
  | 'baseUri'
  | 'baseUriField'
  | 'knownFields'
  | 'services';

/**
 * Version 0.2: no deviations, services or groups, nothing of the API, no check of a token; a token came from one host, alone. What a profile or token lacks
 * it may lack for ever; `draftOfToday` reads its forms.
 */
export type StoredBy02 = Omit<StoredBy03, 'profiles' | 'tokens' | 'drafts' | 'traces'> & {
  profiles: Omit<StoredBy03['profiles'], Later>;
  tokens: Omit<StoredBy03['tokens'], 'refreshExpiresAt' | 'origin' | 'further' | 'name' | 'besideId'>;
  drafts: Omit<StoredBy03['drafts'], Later | 'preset'>;
  traces: Omit<StoredBy03['traces'], 'what'> & { what: Exclude<StoredBy03['traces']['what'], 'token check'> };
};
