import type { StoredToday } from './stored-today.ts';

/**
 * Version 0.4: nothing was for one session only, no login took another token's place, no token knew of its refusals, and a token's key did not say whose it was.
 * `draftOfToday` reads its forms; `SchemaBy04` is how all of it lay on disk.
 */
export type StoredBy04 = Omit<StoredToday, 'profiles' | 'tokens' | 'logins' | 'drafts' | 'dpopKeys'> & {
  profiles: Omit<StoredToday['profiles'], 'sessionOnly'>;
  tokens: Omit<StoredToday['tokens'], 'refused'>;
  logins: Omit<StoredToday['logins'], 'insteadOf'>;
  drafts: Omit<StoredToday['drafts'], 'sessionOnly'>;
  dpopKeys: Omit<StoredToday['dpopKeys'], 'profileId'>;
};
