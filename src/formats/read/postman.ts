import * as v from 'valibot';
import type { Place, Stage } from '../../core/parameter.ts';
import { originPattern } from '../../core/url-pattern.ts';
import { unusable } from '../unusable.ts';
import { readJson } from './json-text.ts';
import { createProfileReading, type ProfileReading } from './profile-reading.ts';
import { quoted } from './quoted.ts';
import type { ReadProfile } from './read-profile.ts';

const format = 'a Postman collection';

const variables = v.array(v.object({ key: v.string(), value: v.unknown(), enabled: v.optional(v.boolean(), true) }));
const attributes = v.union([
  v.array(v.object({ key: v.string(), value: v.unknown() })),
  v.record(v.string(), v.unknown()),
]);
const auth = v.object({ type: v.literal('oauth2'), oauth2: attributes });
const node = v.object({
  name: v.optional(v.string(), ''),
  auth: v.optional(v.unknown()),
  item: v.optional(v.array(v.unknown()), []),
  request: v.optional(v.unknown()),
});
const request = v.object({ auth: v.optional(v.unknown()), url: v.optional(v.unknown()) });
const collection = v.object({
  ...node.entries,
  info: v.object({ name: v.string() }),
  item: v.array(v.unknown()),
  variable: v.optional(variables, []),
});
const environment = v.object({ values: variables });
const extra = v.array(
  v.object({
    key: v.string(),
    value: v.optional(v.string(), ''),
    enabled: v.optional(v.boolean(), true),
    send_as: v.optional(v.string()),
  }),
);

/**
 * Reads the OAuth settings of a Postman collection (format 2.0 or 2.1), of itself, its folders and requests, each different one as a profile.
 * `{{variables}}` take their values from the collection and from an environment, where one is given. Fails with `import_unreadable`,
 * `import_too_large`.
 */
export function readPostman(
  text: string,
  environmentText: string | undefined,
  ports: { randomId: () => string },
): ReadProfile[] {
  const value = readJson(text, format);
  if (v.is(environment, value)) {
    throw unusable(format, 'it is an environment', 'Choose the collection, and the environment beside it.');
  }
  const parsed = v.safeParse(collection, value);
  if (!parsed.success) {
    throw unusable(
      format,
      `its ${v.getDotPath(parsed.issues[0]) ?? 'form'} is not right`,
      'Export it as “Collection v2.1”.',
    );
  }
  const fill = filler([...parsed.output.variable, ...environmentValues(environmentText)]);
  const { found, urls } = walk(parsed.output);
  const api = [...new Set(urls.map(fill).flatMap(patternOf))].slice(0, 20);
  const seen = new Set<string>();
  const profiles = found.flatMap(({ name, settings }) => {
    const filled = settings.map(([key, each]): Setting => [key, typeof each === 'string' ? fill(each) : each]);
    const same = JSON.stringify(filled);
    if (seen.has(same)) return [];
    seen.add(same);
    const reading = createProfileReading(ports.randomId());
    addSettings(filled, fill, reading);
    if (!reading.draft.name) reading.set('name', name || parsed.output.info.name);
    return [{ ...reading.done(), api }];
  });
  if (profiles.length === 0) throw unusable(format, 'nothing in it uses OAuth 2.0', 'Fill in the profile by hand.');
  return profiles;
}

function environmentValues(text: string | undefined): v.InferOutput<typeof variables> {
  if (text === undefined) return [];
  const parsed = v.safeParse(environment, readJson(text, 'a Postman environment'));
  if (!parsed.success)
    throw unusable('a Postman environment', 'it has no list of values', 'Export it from Postman anew.');
  return parsed.output.values;
}

type Fill = (text: string) => string;

/** What an environment says beats the collection; a value may name other variables, but not for ever. */
function filler(list: v.InferOutput<typeof variables>): Fill {
  const known = new Map(list.filter(({ enabled }) => enabled).map(({ key, value }) => [key, plainText(value)]));
  const once: Fill = (text) =>
    text.length > 10_000 ? text : text.replace(/\{\{([^{}]+)\}\}/g, (all, name) => known.get(name.trim()) ?? all);
  return (text) => once(once(once(text)));
}

/** What is longer than any setting stays a name: filled in again and again, it would have no end. */
function plainText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.length > 5_000 ? undefined : text;
}

type Setting = [key: string, value: unknown];
type Found = { name: string; settings: Setting[] };

/** All settings and URLs, folder by folder, without a call for each level: collections may be deep. */
function walk(root: v.InferOutput<typeof collection>): { found: Found[]; urls: string[] } {
  const found: Found[] = [];
  const urls: string[] = [];
  const waiting: unknown[] = [{ ...root, name: root.info.name }];
  while (waiting.length > 0) {
    const parsed = v.safeParse(node, waiting.pop());
    if (!parsed.success) continue;
    const { name, item } = parsed.output;
    const sent = v.safeParse(request, parsed.output.request);
    for (const each of [parsed.output.auth, sent.success ? sent.output.auth : undefined]) {
      const settings = settingsOf(each);
      if (settings) found.push({ name, settings });
    }
    if (sent.success) urls.push(urlOf(sent.output.url));
    for (const each of item.toReversed()) waiting.push(each);
  }
  return { found, urls };
}

function settingsOf(value: unknown): Setting[] | undefined {
  const parsed = v.safeParse(auth, value);
  if (!parsed.success) return undefined;
  const { oauth2 } = parsed.output;
  return Array.isArray(oauth2) ? oauth2.map(({ key, value }): Setting => [key, value]) : Object.entries(oauth2);
}

function urlOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const parsed = v.safeParse(v.object({ raw: v.string() }), value);
  return parsed.success ? parsed.output.raw : '';
}

function patternOf(url: string): string[] {
  return URL.canParse(url) && /^https?:/.test(url) && !/[{}]/.test(new URL(url).host) ? [originPattern(url)] : [];
}

const stages: Record<string, Exclude<Stage, 'every'>> = {
  authRequestParams: 'authorize',
  tokenRequestParams: 'token',
  refreshRequestParams: 'refresh',
};
const placesOf: Record<string, Place> = { request_body: 'body', request_url: 'query', request_header: 'header' };

/** What says how Postman behaves, not what is sent. */
const quiet = new Set(
  'addTokenTo headerPrefix tokenName tokenType useBrowser state code_verifier expires_in idToken refreshToken'.split(
    ' ',
  ),
);

function addSettings(settings: readonly Setting[], fill: Fill, reading: ProfileReading): void {
  const { draft } = reading;
  const all = new Map(settings);
  const text = (key: string) => {
    const value = all.get(key);
    return typeof value === 'string' ? value : '';
  };
  const usual: Record<string, (value: string) => void> = {
    grant_type: (value) => addGrant(value, text('challengeAlgorithm'), reading),
    challengeAlgorithm: () => undefined,
    authUrl: (value) => reading.setEndpoint('authorization_endpoint', value),
    accessTokenUrl: (value) => reading.setEndpoint('token_endpoint', value),
    refreshTokenUrl: (value) => reading.setEndpoint('refresh_endpoint', value),
    clientId: (value) => reading.set('client_id', value),
    clientSecret: (value) => reading.set('client_secret', value),
    username: (value) => reading.set('username', value),
    password: (value) => reading.set('password', value),
    scope: (value) => reading.add('scope', value, 'every', 'body'),
    redirect_uri: (value) => reading.add('redirect_uri', value, 'authorize', 'query'),
    accessToken: (value) => reading.keep('access_token', value),
    client_authentication: () => undefined,
  };
  for (const [key, value] of settings) {
    const stage = Object.hasOwn(stages, key) ? stages[key] : undefined;
    if (stage) addExtras(value, stage, fill, reading);
    else if (Object.hasOwn(usual, key)) usual[key]?.(text(key));
    else if (key === 'audience' || key === 'resource') {
      if (text(key)) reading.add(key, text(key), draft.grant_type === 'implicit' ? 'authorize' : 'token', 'body');
    } else if (!quiet.has(key)) reading.notUnderstood(`Postman’s setting ${quoted(key)} is not known.`);
  }
  const prefix = text('headerPrefix').trim();
  if (prefix && prefix !== 'Bearer')
    reading.notUnderstood(`The header prefix ${quoted(prefix)} is set where the token is used.`);
  if (text('addTokenTo') === 'queryParams')
    reading.notUnderstood('Postman sends the token in the URL: set that where the token is used.');
  // Where nothing is said, Postman uses the header; without a secret there is nothing to show.
  if (text('clientSecret') && draft.grant_type !== 'implicit') {
    draft.token_endpoint_auth_method =
      text('client_authentication') === 'body' ? 'client_secret_post' : 'client_secret_basic';
  }
  reading.set('name', text('tokenName'));
}

function addGrant(value: string, algorithm: string, reading: ProfileReading): void {
  const names: Record<string, string> = {
    password_credentials: 'password',
    authorization_code_with_pkce: 'authorization_code',
  };
  if (value === 'implicit') reading.add('response_type', 'token', 'authorize', 'query');
  else reading.add('grant_type', Object.hasOwn(names, value) ? (names[value] ?? value) : value, 'token', 'body');
  if (value === 'authorization_code_with_pkce')
    reading.draft.code_challenge_method = algorithm === 'plain' ? 'plain' : 'S256';
  if (value === 'authorization_code') {
    reading.draft.code_challenge_method = 'none';
    reading.remark('Postman sends no PKCE here: switch it on, if the server knows it.');
  }
}

function addExtras(value: unknown, stage: Exclude<Stage, 'every'>, fill: Fill, reading: ProfileReading): void {
  const parsed = v.safeParse(extra, value);
  if (!parsed.success) {
    reading.notUnderstood(`The further parameters of the ${stage} request are not a list, and were left out.`);
    return;
  }
  for (const { key, value, enabled, send_as = '' } of parsed.output) {
    if (!key) continue;
    const known = Object.hasOwn(placesOf, send_as) ? placesOf[send_as] : undefined;
    const place = known ?? (stage === 'authorize' ? 'query' : 'body');
    reading.addExtra(
      fill(key),
      fill(value),
      stage,
      stage === 'authorize' && place === 'body' ? 'query' : place,
      enabled,
    );
  }
}
