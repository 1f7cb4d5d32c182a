import type { ProfileDraft } from '../../core/profile-draft.ts';
import type { UrlPattern } from '../../core/url-pattern.ts';

/** What a foreign text says about a profile. Sentences never hold a value that may be secret. */
export type ReadProfile = {
  draft: ProfileDraft;
  /** Tokens that stood in the text: they belong to a profile, not into it. */
  token: ReadToken;
  /** Where the API is that the tokens are for, as far as the text says it. */
  api: UrlPattern[];
  /** Each part of the text that is not in the draft, as a sentence. */
  notUnderstood: string[];
  /** What was read, but differs from what was written; or what is to be done by hand. */
  remarks: string[];
};

export type ReadToken = { access_token?: string; refresh_token?: string; id_token?: string };
