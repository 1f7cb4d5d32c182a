import type { Binding } from './binding.ts';
import type { DpopKey } from './dpop-key.ts';
import type { Trace } from './exchange.ts';
import type { Login } from './login.ts';
import type { Profile } from './profile.ts';
import type { ProfileDraft } from './profile-draft.ts';
import type { SigningKey } from './signing-key.ts';
import type { StoredDraft } from './stored-draft.ts';
import type { Token } from './token.ts';

/**
 * What lies in each store today, once it is opened. Beside it stands a type for each version that stored something else: each says only how
 * it differs from the one after it. A check holds them to what those versions were, and each version's own records are tried in tests.
 */
export type StoredToday = {
  profiles: Profile;
  tokens: Token;
  logins: Login;
  bindings: Binding;
  drafts: ProfileDraft & StoredDraft;
  traces: Trace;
  signingKeys: SigningKey;
  dpopKeys: DpopKey;
};
