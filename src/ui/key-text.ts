/** The words of the key, registration, API and token exchange fields. */
export const keyText = {
  key: 'Signing key',
  none: 'Choose a key',
  create: 'Make a key',
  import: 'Import a key',
  importLabel: 'Private key',
  importHint: 'PEM (PKCS#8) or a JWK with its private part. Once imported, it can’t be read out again.',
  importDo: 'Import',
  cancel: 'Cancel',
  algorithm: 'Algorithm',
  forServer: 'Register the public part with the server:',
  jwkTitle: 'Public JWK',
  jwk: 'Copy public JWK',
  jwks: 'Copy JWKS',
  title: (alg: string, kid: string) => `${alg} · ${kid.slice(0, 10)}`,
  remove: 'Delete this key…',
  removeSure: 'What signs with it will fail.',
  removeDo: 'Delete',
  creating: 'Making…',
  importing: 'Importing…',
};

export const registrationText = {
  open: 'Register a client for me',
  intro: (host: string) => `${host} can register a client by itself (RFC 7591). Its id and secret come into this form.`,
  token: 'Initial access token',
  tokenHint: 'Only if the server asks for one.',
  register: 'Register',
  registering: 'Registering…',
  done: 'Registered. Save the profile to keep it.',
};

export const apiText = {
  open: 'I only know the API’s URL',
  label: 'API URL',
  placeholder: 'https://api.example.com/v1',
  hint: 'Some APIs say which server their tokens come from (RFC 9728).',
  find: 'Find its server',
  use: (issuer: string) => `Use ${issuer}`,
  none: 'This API names no authorization server.',
};

export const sourceText = {
  subject: 'Token to exchange',
  subjectHint: 'For whom the new token speaks (subject_token).',
  actorOpen: 'Somebody else acts for them',
  actor: 'Actor token',
  actorHint: 'Who acts for them, if somebody else does (actor_token).',
  paste: 'Paste one…',
  part: 'Part',
  parts: { access_token: 'Access token', refresh_token: 'Refresh token', id_token: 'ID token' },
  text: 'Token',
  type: 'Type',
  types: {
    'urn:ietf:params:oauth:token-type:access_token': 'Access token',
    'urn:ietf:params:oauth:token-type:refresh_token': 'Refresh token',
    'urn:ietf:params:oauth:token-type:id_token': 'ID token',
    'urn:ietf:params:oauth:token-type:jwt': 'JWT',
    'urn:ietf:params:oauth:token-type:saml2': 'SAML 2',
    'urn:ietf:params:oauth:token-type:saml1': 'SAML 1.1',
  },
};
