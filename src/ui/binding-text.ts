import type { IfPresent, Mode } from '../core/binding.ts';
import type { Scope } from '../core/precedence.ts';
import type { PutKind } from './put-kind.ts';

/** The words of a binding's form. */
export const bindingText = {
  title: (label: string, scope: Scope) => (scope === 'pattern' ? `Always use ${label}` : `Use ${label}`),
  editTitle: (label: string) => `Where ${label}’s token goes`,
  intro: 'The token goes with requests to these APIs, when these pages make them.',
  save: 'Use it',
  saveChanges: 'Save',
  api: 'Requests to',
  pages: 'Made by pages',
  hint: 'One pattern a line. * stands for anything; without * just that URL; or regex:^https://api\\.example\\.com/v\\d+/',
  scope: 'In which tabs',
  scopes: {
    tab: 'This tab, until it is closed',
    window: 'This window’s tabs, until it is closed',
    pattern: 'Every tab',
  } satisfies Record<Scope, string>,
  mode: 'How',
  modes: { page: 'In the page', network: 'In the network' } satisfies Record<Mode, string>,
  modeHints: {
    page: 'Calls of the page’s scripts carry it visibly: in DevTools, in “Copy as cURL”, with CORS as for the real client. All other requests get it from the browser.',
    network:
      'The browser adds it to every request. The token never enters the page’s scripts, and no CORS preflight is added. DevTools does not show it.',
  } satisfies Record<Mode, string>,
  more: 'More',
  notApi: 'But not requests to',
  notApiHint: 'These go as the page writes them, whatever other bindings say.',
  methods: 'Methods',
  methodsHint: 'Like GET, POST. Empty: every method.',
  noMethod: (method: string) => `“${method}” is no method. Type them like GET, POST.`,
  notPages: 'But not by pages',
  notPagesHint:
    'For images, frames and the like browsers go by a page’s host alone: an exclusion of paths counts for calls of scripts.',
  put: 'What is put',
  putHint: 'Where the profile says how its API wants the token, that counts instead of “Authorization: Bearer”.',
  putRow: (number: number) => `What is put ${number}`,
  place: (number: number) => `Put ${number} into`,
  places: { header: 'Header', query: 'Query parameter' },
  name: (number: number) => `Name ${number}`,
  namePlaceholder: 'Name',
  prefix: (number: number) => `Prefix ${number}`,
  prefixPlaceholder: 'Prefix',
  of: (number: number) => `Value ${number}`,
  kinds: {
    access_token: 'Access token',
    id_token: 'ID token',
    field: 'Response field',
    text: 'Text',
  } satisfies Record<PutKind, string>,
  value: { field: (number: number) => `Field ${number}`, text: (number: number) => `Text ${number}` },
  valuePlaceholder: { field: 'like user.id or data[0].key', text: 'like staging' },
  add: 'Put something else, too',
  remove: 'Remove',
  removeRow: (number: number) => `Remove: what is put ${number}`,
  putNothing: 'Say at least one thing that is put.',
  nameMissing: 'Type the name of each header and parameter.',
  valueMissing: (name: string) => `Type what “${name}” shall be.`,
  noHeader: (name: string) => `“${name}” is no name of a header. Letters, digits and - will do.`,
  ifPresent: 'When the page sends one already',
  ifPresents: {
    replace: 'Ours takes its place',
    leave: 'Leave the page’s alone',
    add: 'Add ours beside it',
  } satisfies Record<IfPresent, string>,
  ifPresentHints: {
    page: 'Holds for Authorization and parameters, in calls of the page’s scripts (a worker’s calls go without those). Any other header of ours always takes the place of the page’s.',
    network: 'The browser’s own rules can’t see what a page sends: in the network ours always takes its place.',
  } satisfies Record<Mode, string>,
  handOn: 'Tabs that this page opens speak as the same user',
  handOnHint: 'Each is bound by itself, until it is closed. Its very first document may leave before that.',
};
