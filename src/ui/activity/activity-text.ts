import type { ActivityRow, Did, Offer, Redirect, RequestedBy, Why } from '../../core/activity.ts';
import type { Wanted } from '../../core/login.ts';

/** The words for what requests carried. */
export const activityText = {
  title: 'Activity',
  all: 'All activity',
  recent: 'Last requests of this tab',
  find: 'Find: URL, user, kind, status…',
  tab: 'Tab',
  allTabs: 'All tabs',
  workers: 'Shared and service workers',
  tabName: (number: number, host: string) => `Tab ${number} · ${host}`,
  binding: 'Binding',
  allBindings: 'All bindings',
  bindingName: (user: string, host: string) => `${user} on ${host}`,
  pause: 'Pause',
  goOn: 'Go on',
  paused: (waiting: number) => `Paused, ${waiting} more`,
  clear: 'Clear',
  har: 'Export HAR',
  count: (count: number) => (count === 1 ? '1 request' : `${count} requests`),
  older: 'Show older',
  none: 'No request yet.',
  noneHint:
    'What bindings name stands here as it happens. Calls of a page’s scripts are always recorded; all other requests while this is open.',
  lockedHint: 'What requests carried is shown again once you unlock it: press its button in the toolbar.',
  nothingFound: 'No request is like that.',
  columns: { at: 'Time', request: 'Request', user: 'As', did: 'Done', status: 'Status', copy: 'Copy' },
  onItsWay: '…',
  onItsWayLabel: 'on its way',
  noAnswer: 'no answer',
  nobody: 'a token that is gone',
  held: (milliseconds: number) => `+${Math.round(milliseconds)} ms`,
  redirected: ({ status, url, carried }: Redirect) =>
    carried === undefined
      ? `${status} to ${url}, which no binding names: what it carried there can’t be seen`
      : `${status ?? 'then'} to ${url}: the token ${carried ? 'went along' : 'stayed behind'}`,
  sentOn: 'sent on',
  copy: 'Copy',
  copyLabel: (method: string, url: string) => `Copy ${method} ${url}`,
  copied: 'Copied',
  curl: 'curl',
  curlWithToken: 'curl with token',
  curlHint: 'Query, body and the page’s own headers are not kept.',
  mode: { page: 'page mode', network: 'network mode' } satisfies Record<ActivityRow['mode'], string>,
  seenBy: {
    page: 'as the page says',
    browser: 'seen as it left',
    both: 'seen as it left',
  } satisfies Record<ActivityRow['seenBy'], string>,
  by: {
    call: 'call',
    fetch: 'fetch',
    xhr: 'XMLHttpRequest',
    navigation: 'navigation',
    frame: 'frame',
    image: 'image',
    script: 'script',
    stylesheet: 'style sheet',
    font: 'font',
    media: 'media',
    event_source: 'EventSource',
    websocket: 'WebSocket',
    beacon: 'beacon',
    worker: 'worker',
    other: 'other',
  } satisfies Record<RequestedBy | 'call', string>,
  did: {
    added: 'Token sent',
    renewed: 'Renewed, then sent',
    replayed: 'Renewed, sent again',
    left_alone: 'Left alone',
    let_go: 'Went without',
  } satisfies Record<Did, string>,
  why: {
    no_answer:
      'Tokendock did not answer within a second. Scripts were given no token; the browser’s own rule may have added it.',
    no_token: 'There was no usable token.',
    just_renewed:
      'Refused again within a minute of a renewal, so it was not renewed once more. If it is dead, press “Renew now”.',
    reachable:
      'Another page can reach into this window, so its scripts are given no token. What the browser itself can add, it adds.',
    preflight_refused: 'The API refuses the header in its CORS preflight.',
    body_spent: 'Its body could not be sent again.',
    own_header: 'The page sent its own header.',
  } satisfies Record<Why, string>,
  /** The page's script did nothing, and nobody saw what a rule of the browser did. */
  unsure: 'Left to the browser',
  offer: {
    use_network_mode: 'Use network mode',
    log_in_again: 'Log in again',
  } satisfies Record<Offer['do'], string>,
  wanted: {
    scope: (scope: string) => `for the scope ${scope}`,
    acr_values: (values: string) => `signed in by ${values}`,
    max_age: (seconds: string) => `signed in within the last ${seconds} seconds`,
  } satisfies Record<keyof Wanted, (value: string) => string>,
  taken: {
    use_network_mode: 'Network mode is on. Reload the page.',
    log_in_again: 'Signing in…',
  } satisfies Record<Offer['do'], string>,
};
