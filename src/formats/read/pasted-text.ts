import { Failure } from '../../core/failure.ts';
import type { Place, Stage } from '../../core/parameter.ts';
import { type EndpointName, endpointNames } from '../../core/profile.ts';
import { addRequest, objectPairs } from './add-request.ts';
import { readCurlCommand } from './curl-command.ts';
import { expectSize } from './expect-size.ts';
import { hasRequestLine, readHttpRequests } from './http-requests.ts';
import { joinedLines } from './joined-lines.ts';
import { createProfileReading, isOauthWord, type ProfileReading } from './profile-reading.ts';
import { quoted } from './quoted.ts';
import type { ReadProfile } from './read-profile.ts';
import { cmdCommands, isForCmd, posixCommands } from './shell-words.ts';

const format = 'OAuth parameters, an HTTP request or a curl command';

/** Names that testers and tools give to endpoints, beside those of RFC 8414. */
const endpointAliases = new Map<string, EndpointName>([
  ...endpointNames.map((name): [string, EndpointName] => [name, name]),
  ['authorization_url', 'authorization_endpoint'],
  ['authorization_uri', 'authorization_endpoint'],
  ['authorize_url', 'authorization_endpoint'],
  ['auth_url', 'authorization_endpoint'],
  ['auth_uri', 'authorization_endpoint'],
  ['access_token_url', 'token_endpoint'],
  ['token_url', 'token_endpoint'],
  ['token_uri', 'token_endpoint'],
  ['refresh_url', 'refresh_endpoint'],
  ['refresh_token_url', 'refresh_endpoint'],
  ['userinfo_url', 'userinfo_endpoint'],
  ['user_info_url', 'userinfo_endpoint'],
  ['device_authorization_url', 'device_authorization_endpoint'],
]);
const textAliases = new Map<string, 'name' | 'description' | 'issuer'>([
  ['name', 'name'],
  ['description', 'description'],
  ['issuer', 'issuer'],
]);
const redirectNames = new Set(['callback_url', 'redirect_url']);

type Pair = [name: string, value: string];

/**
 * Reads what a tester pastes: `key1=value1&keyN=valueN` (also one in a line, as `key: value`, or as a JSON object), URLs, raw HTTP requests,
 * or curl commands of a POSIX shell, PowerShell or the Windows prompt. Fails with `import_unreadable` where none of it is about OAuth, and
 * with `import_too_large`.
 */
export function readPastedText(pasted: string, id: string): ReadProfile {
  const text = expectSize(pasted, format).trim();
  const reading = createProfileReading(id);
  if (/^[^\n]{0,80}\bcurl(?:\.exe)?[ \t^]/m.test(text)) addCommands(text, reading);
  else if (hasRequestLine(text)) {
    const { requests, notUnderstood } = readHttpRequests(text);
    for (const sentence of notUnderstood) reading.notUnderstood(sentence);
    for (const request of requests) addRequest(request, reading);
  } else if (text.startsWith('{') && addJson(text, reading)) {
    // That was all.
  } else addLines(text, reading);
  return finished(reading, id);
}

function finished(reading: ProfileReading, id: string): ReadProfile {
  const { draft } = reading;
  // Of a renewal alone: there is but one endpoint to know.
  const { refresh_endpoint, ...others } = draft.endpoints;
  const only = refresh_endpoint && !others.token_endpoint ? refresh_endpoint : others.token_endpoint;
  if (refresh_endpoint && refresh_endpoint === only) {
    draft.endpoints = { ...others, token_endpoint: only } as typeof draft.endpoints;
  }
  const url = draft.endpoints.token_endpoint || draft.endpoints.authorization_endpoint || draft.issuer;
  if (!draft.name && URL.canParse(url ?? '')) draft.name = new URL(url ?? '').hostname;
  const read = reading.done();
  const isEmpty = !hasContent(read, id);
  if (isEmpty) {
    throw new Failure('import_unreadable', {
      format,
      reason: 'nothing in it is a word of OAuth',
      tryThis: 'Paste it with its names, for example client_id=…&scope=…',
    });
  }
  return read;
}

/** Whether anything at all was understood. */
function hasContent({ draft, token, remarks }: ReadProfile, id: string): boolean {
  const untouched = JSON.stringify(createProfileReading(id).done().draft);
  return JSON.stringify(draft) !== untouched || Object.keys(token).length > 0 || remarks.length > 0;
}

function addCommands(text: string, reading: ProfileReading): void {
  // What is copied from a terminal has its prompt in front.
  const bare = text.replace(/^[^\n'"]{0,80}?[$>#%]\s*(?=curl\b)/gm, '');
  for (const words of isForCmd(text) ? cmdCommands(bare) : posixCommands(bare)) {
    if (!/^curl(?:\.exe)?$/.test(words[0] ?? '')) {
      reading.notUnderstood(`${quoted(words.join(' '))} is no curl command, and was left out.`);
      continue;
    }
    const { request, notUnderstood } = readCurlCommand(words);
    addRequest(request, reading);
    for (const sentence of notUnderstood) reading.notUnderstood(sentence);
    if (/^http:\/\/(?!localhost|127\.|\[::1\])/.test(request.url)) {
      reading.remark('The URL is not encrypted (http); curl takes that, too, where none is written.');
    }
  }
}

function addJson(text: string, reading: ProfileReading): boolean {
  try {
    addParameters(objectPairs(JSON.parse(text)), reading);
    return true;
  } catch {
    // Not JSON: `{{client}}` may begin like it.
    return false;
  }
}

function addLines(text: string, reading: ProfileReading): void {
  const pairs: Pair[] = [];
  for (const each of joinedLines(text)) {
    const line = each.replace(/\s(?:#|\/\/)\s.*$|^\s*(?:#|\/\/|;).*$/, '').trim();
    if (!line) continue;
    const [, name, value = ''] = /^["']?([\w.-]+)["']?\s*:\s+["']?(.*?)["']?,?$/.exec(line) ?? [];
    if (/^https?:\/\/\S+$/.test(line)) addRequest({ method: 'GET', url: line, headers: [], body: '' }, reading);
    else if (name && (isKnown(name) || !/\s/.test(value))) pairs.push([name, value]);
    else if (/^[&?]?[^\s=&]+\s*=/.test(line)) for (const pair of formPairs(line)) pairs.push(pair);
    else reading.notUnderstood(`${quoted(line)} was not understood.`);
  }
  addParameters(pairs, reading);
}

/** In prose, many a line begins with a word and a colon. */
function isKnown(name: string): boolean {
  const low = name.toLowerCase();
  return endpointAliases.has(low) || textAliases.has(low) || redirectNames.has(low) || isOauthWord(name);
}

function formPairs(line: string): Pair[] {
  const pairs = [...new URLSearchParams(line.replace(/^&/, ''))];
  return pairs.map(([name, value]): Pair => [name.trim(), value.trim()]).filter(([name]) => name);
}

/** Parameters without their request: what they ask for tells where the unknown ones among them go. */
function addParameters(pairs: readonly Pair[], reading: ProfileReading): void {
  const given = new Map(pairs);
  const isRenewal = given.get('grant_type') === 'refresh_token';
  const [stage, place]: [Stage, Place] = given.has('grant_type')
    ? [isRenewal ? 'refresh' : 'token', 'body']
    : given.has('response_type')
      ? ['authorize', 'query']
      : ['every', 'body'];
  for (const [name, value] of pairs) {
    const low = name.toLowerCase();
    const endpoint = endpointAliases.get(low);
    const field = textAliases.get(low);
    if (endpoint) reading.setEndpoint(endpoint, value);
    else if (field) reading.set(field, value);
    else reading.add(redirectNames.has(low) ? 'redirect_uri' : name, value, stage, place);
  }
}
