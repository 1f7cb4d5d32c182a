import type { ProfileDraft } from '../core/profile-draft.ts';

/** The words of what a profile says about itself and its API. */
export const aboutText = {
  integration: 'Integration',
  integrationHint: 'A group that profiles sort under.',
  shared: 'Share with the team',
  sharedHint: 'It is part of the export, without secrets unless you ask for them.',
  sessionOnly: 'For this session only',
  sessionOnlyHint:
    'The profile, its tokens and traces are never written to disk: they are gone when the browser closes. This can’t be changed later.',
  pastedOnly: 'I already have a token',
  pastedOnlyHint: 'Save the profile, then paste the token. No server has to be named.',
  withServer: 'Name a server',
  visibility: 'Visibility',
  visibilities: {
    '': 'Not said (public)',
    internal: 'Internal',
    private: 'Private',
    public: 'Public',
  } satisfies Record<ProfileDraft['visibility'], string>,
  visibilityHint: 'Who may use it, for descriptions of the API. Tokendock keeps it and writes it into <oauth2>.',
  baseUri: 'Base URI of the API',
  baseUriHint: 'Proposed as the API when you use a token.',
  baseUriField: 'Field that says the base URI',
  baseUriFieldHint: 'A field of the token response, such as api_domain. It beats the base URI above.',
  knownFields: 'Known fields of responses',
  forget: 'Forget them',
};
