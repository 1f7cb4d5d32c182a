import type { Trace } from '../core/exchange.ts';
import type { RequestForm } from '../messages.ts';
import type { Tool, View } from './place.ts';

/** The words of the workbench. */
export const workbenchText = {
  profiles: 'Profiles',
  tools: { activity: 'Activity', import: 'Import', export: 'Export', vault: 'Security' } satisfies Record<Tool, string>,
  toolsLabel: 'For all profiles',
  views: {
    setup: 'Set-up',
    tokens: 'Tokens',
    where: 'Where it goes',
    services: 'Services',
    trace: 'Trace',
  } satisfies Record<View, string>,
  viewsLabel: (name: string) => `Views of ${name}`,
  newProfile: 'New profile',
  notSaved: 'not saved yet',
  changed: 'changed, not saved',
  metadata: 'What the server says of itself',
  keys: [[['1', '…', '5'], 'From view to view']] satisfies [string[], string][],
  saved: 'Saved.',
  revert: 'Revert',
  preview: {
    title: 'What will be sent',
    hint: 'What is secret, or not known yet, stands in <angle brackets>.',
    none: 'Nothing to show yet: the requests appear as the form fills.',
    failed: 'These requests can’t be shown yet.',
    copy: 'Copy',
    copyLabel: (purpose: string) => `Copy: ${purpose}`,
    copyAs: 'Copy as',
    copyAsLabel: (purpose: string) => `Copy as: ${purpose}`,
    forms: {
      curl: 'curl',
      'curl-windows': 'curl for Windows',
      httpie: 'HTTPie',
      'http-file': '.http file',
    } satisfies Record<RequestForm, string>,
  },
  tokens: {
    none: 'No token yet. Get one, or paste one that you have.',
    paste: 'Paste a token',
  },
  where: {
    none: 'This profile’s tokens go nowhere yet.',
    hint: 'Choose “Use” at a token to say which requests of which pages carry it.',
    toTokens: 'To the tokens',
  },
};

export const pasteText = {
  title: 'Paste a token',
  intro: 'It is copied, injected and renewed like any other of this profile.',
  access_token: 'Access token',
  refresh_token: 'Refresh token',
  id_token: 'ID token',
  expires_in: 'Ends in (seconds)',
  optional: 'if at hand',
  keep: 'Keep it',
  cancel: 'Cancel',
  missing: 'Paste the access token.',
  client_secret: 'Client secret',
  secretHint: 'The profile has none yet; a server that knows one wants it when the token is renewed.',
  keeping: 'Keeping…',
};

export const traceText = {
  none: 'Nothing was sent for this profile yet, or its trace was cleared.',
  noneHint: 'Get a token: each request and its answer will stand here, secrets masked.',
  what: {
    login: 'Login',
    renewal: 'Renewal',
    revocation: 'Revocation',
    introspection: 'Introspection',
    'user info': 'User info',
    'token check': 'Token check',
    registration: 'Registration',
  } satisfies Record<Trace['what'], string>,
  lanes: { browser: 'Browser', tokendock: 'Tokendock', server: 'Server' },
  lanesLabel: 'Who speaks to whom',
  copy: 'Copy as text',
  export: 'Export HAR',
  clear: 'Clear…',
  clearSure: 'Clear it for good?',
  clearDo: 'Clear',
  count: (count: number) => (count === 1 ? '1 exchange' : `${count} exchanges`),
  findings: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  noAnswer: 'no answer',
  took: (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`),
  failed: 'failed',
  request: 'Request',
  response: 'Response',
  finding: 'Finding',
};

export const registeredText = {
  title: 'Registration',
  hint: 'Tokendock registered this client, so it can read, change and delete it at the server (RFC 7592).',
  read: 'Show',
  update: 'Update from the form as saved',
  delete: 'Delete at the server…',
  deleteSure: 'Delete the client for good?',
  deleteDo: 'Delete',
  deleted: 'The client was deleted at the server. The profile stays.',
};
