import type { Deviations } from '../../core/deviations.ts';
import { type RequestKind, requestKinds } from '../../core/request-kind.ts';
import { type SettingPath, settingAt } from '../../core/setting-at.ts';

export const groups = {
  requests: 'Requests',
  answers: 'Answers',
  callback: 'Callback',
  client: 'Client',
  use: 'Use at the API',
};

/** One kind of deviation: what it is called, what it does, where it was seen, and how it begins. */
export type DeviationKind = {
  group: keyof typeof groups;
  /** Within its request or answer, or from the top. */
  key: SettingPath;
  title: string;
  says: string;
  seen: string;
  first: unknown;
};

export const deviationKinds = {
  method: {
    group: 'requests',
    key: ['method'],
    title: 'Method',
    says: 'The request goes by GET, or by POST, where the RFCs say otherwise.',
    seen: 'social networks such as Facebook',
    first: 'GET',
  },
  body: {
    group: 'requests',
    key: ['body'],
    title: 'Form of the body',
    says: 'JSON, multipart or a text of your own instead of a form.',
    seen: 'work tools such as Notion and Atlassian',
    first: 'json',
  },
  parameters: {
    group: 'requests',
    key: ['parameters'],
    title: 'Parameters otherwise',
    says: 'Parameters have another name, another place or another value, or are left out.',
    seen: 'TikTok (client_key), WeChat (appid)',
    first: { '': {} },
  },
  add: {
    group: 'requests',
    key: ['add'],
    title: 'Further parameters and headers',
    says: 'The request carries something that the RFCs don’t know.',
    seen: 'APIs that want a version header',
    first: [{ name: '', value: '', place: 'body' }],
  },
  success: {
    group: 'answers',
    key: ['success'],
    title: 'Sign of success',
    says: 'A field tells success, whatever the status; every other answer is an error.',
    seen: 'chat services such as Slack (ok=true)',
    first: '',
  },
  failure: {
    group: 'answers',
    key: ['failure'],
    title: 'Sign of an error',
    says: 'A field tells an error, although the status is 200.',
    seen: 'messengers such as WeChat (errcode)',
    first: '',
  },
  within: {
    group: 'answers',
    key: ['within'],
    title: 'Fields inside an object',
    says: 'All fields stand inside one object of the answer.',
    seen: 'APIs that wrap each answer in “data”',
    first: '',
  },
  fields: {
    group: 'answers',
    key: ['fields'],
    title: 'Fields elsewhere',
    says: 'Single fields stand elsewhere in the answer, or have another name.',
    seen: 'in-house gateways (data[0].token)',
    first: { access_token: '' },
  },
  unit: {
    group: 'answers',
    key: ['unit'],
    title: 'Unit of lifetimes',
    says: 'How long a token lives is told in milliseconds or minutes, not in seconds.',
    seen: 'in-house servers; Zoho has both (expires_in_sec)',
    first: 'milliseconds',
  },
  tokens: {
    group: 'answers',
    key: ['tokens'],
    title: 'Further tokens',
    says: 'One answer holds several tokens; each becomes a token of its own.',
    seen: 'chat services such as Slack (authed_user)',
    first: [{ name: '', path: '' }],
  },
  callback: {
    group: 'callback',
    key: ['callback', 'parameters'],
    title: 'Parameters renamed',
    says: 'The callback has other names for code, state or error.',
    seen: 'shops and in-house sign-in pages',
    first: { code: '' },
  },
  anyCaseState: {
    group: 'callback',
    key: ['callback', 'anyCaseState'],
    title: 'State in other letters',
    says: 'The state comes back all small or all capital, and is accepted so.',
    seen: 'gateways that change the letters of URLs',
    first: true,
  },
  tokenHost: {
    group: 'client',
    key: ['tokenHost'],
    title: 'Host of the token',
    says: 'The callback names the host to ask for the token. Only the origins you list are ever asked.',
    seen: 'providers with regions such as Zoho (accounts-server)',
    first: { parameter: '', origins: [] },
  },
  challenge: {
    group: 'client',
    key: ['challenge'],
    title: 'PKCE challenge',
    says: 'The S256 challenge is written in hex or plain base64. A “plain” challenge stays as it is.',
    seen: 'TikTok for desktop apps (hex)',
    first: 'hex',
  },
  origin: {
    group: 'client',
    key: ['origin'],
    title: 'Origin',
    says: 'Requests carry an Origin header. Without this, none is sent.',
    seen: 'Microsoft Entra ID for single-page apps',
    first: '',
  },
  emptyBasic: {
    group: 'client',
    key: ['emptyBasic'],
    title: 'Basic without a secret',
    says: 'A client without a secret sends a Basic header with an empty password.',
    seen: 'Reddit for installed apps',
    first: true,
  },
  introspectAs: {
    group: 'client',
    key: ['introspectAs'],
    title: 'Introspection as another',
    says: 'The token itself, or another client, is the credential for introspection.',
    seen: 'servers that only let the API ask',
    first: { client_id: '' },
  },
  header: {
    group: 'use',
    key: ['use', 'header'],
    title: 'Header',
    says: 'The API wants the token in another header than Authorization.',
    seen: 'shops such as Shopify (X-Shopify-Access-Token)',
    first: '',
  },
  scheme: {
    group: 'use',
    key: ['use', 'scheme'],
    title: 'Scheme',
    says: 'Another word than Bearer, or none, stands before the token.',
    seen: 'Zoho (Zoho-oauthtoken), GitHub (token)',
    first: '',
  },
  headers: {
    group: 'use',
    key: ['use', 'headers'],
    title: 'Further headers',
    says: 'The API wants more headers beside the token; {client_id} is filled in.',
    seen: 'Twitch (Client-Id), Notion (Notion-Version)',
    first: { '': '' },
  },
  query: {
    group: 'use',
    key: ['use', 'query'],
    title: 'Query parameter',
    says: 'The API wants the token in the URL’s query, where histories, logs and the Referer header of other requests may keep it.',
    seen: 'older APIs (?access_token=…)',
    first: '',
  },
  userInfo: {
    group: 'use',
    key: ['userInfo'],
    title: 'Token at user info',
    says: 'The user info endpoint wants the token elsewhere than the API does.',
    seen: 'API descriptions with an <authentication> of its own',
    first: { query: 'access_token' },
  },
} as const satisfies Record<string, DeviationKind>;

export type KindName = keyof typeof deviationKinds;
export type Of = RequestKind | '*';

export const kindNames = Object.keys(deviationKinds) as KindName[];

/** A deviation that is set. */
export type Item = { name: KindName; of: Of | undefined; path: SettingPath };

/** Where a deviation stands; `of` is the request that it is about. */
export function pathOf(name: KindName, of: Of | undefined): SettingPath {
  const { group, key }: DeviationKind = deviationKinds[name];
  return of === undefined ? key : [group, of, ...key];
}

/** The requests that a deviation can be about, the usual one first. Undefined: it is about none. */
export function requestsOf(name: KindName): Of[] | undefined {
  const { group } = deviationKinds[name];
  if (group !== 'requests' && group !== 'answers') return undefined;
  // A window sends neither body nor header of ours, and its answer is the callback.
  const front = name === 'parameters' || name === 'add';
  const others = requestKinds.filter((each) => each !== 'token' && (front || each !== 'authorization'));
  return ['token', '*', ...others];
}

/** All that is set, in the order of the list. */
export function itemsOf(deviations: Deviations): Item[] {
  return kindNames.flatMap((name) =>
    (requestsOf(name) ?? [undefined])
      .map((of): Item => ({ name, of, path: pathOf(name, of) }))
      .filter(({ path }) => settingAt(deviations, path) !== undefined),
  );
}

/** The next place where this deviation is not set yet; undefined: it is set everywhere. */
export function freePath(deviations: Deviations, name: KindName): SettingPath | undefined {
  return (requestsOf(name) ?? [undefined])
    .map((of) => pathOf(name, of))
    .find((path) => settingAt(deviations, path) === undefined);
}
