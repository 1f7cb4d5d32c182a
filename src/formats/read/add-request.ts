import type { Place, Stage } from '../../core/parameter.ts';
import type { EndpointName } from '../../core/profile.ts';
import { headerOf, type PastedRequest } from './pasted-request.ts';
import type { ProfileReading } from './profile-reading.ts';
import { quoted } from './quoted.ts';
import { type RequestKind, requestKind } from './request-kind.ts';

type Pair = [name: string, value: string];

const endpoints: { [Kind in RequestKind]?: EndpointName } = {
  authorization: 'authorization_endpoint',
  pushed: 'pushed_authorization_request_endpoint',
  token: 'token_endpoint',
  refresh: 'refresh_endpoint',
  device: 'device_authorization_endpoint',
  ciba: 'backchannel_authentication_endpoint',
  'user info': 'userinfo_endpoint',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
};

/** What the browser or the protocol writes by itself. */
const usual =
  /^(?:host|content-type|content-length|connection|accept|accept-encoding|accept-language|authorization|dpop|origin|referer|user-agent|cache-control|pragma|priority|cookie|sec-.*|upgrade-insecure-requests|expect)$/i;
const browsers =
  /^(?:cookie|user-agent|origin|referer|accept-language|cache-control|pragma|upgrade-insecure-requests)$/i;

/** Adds what a request says to a profile: its endpoint by its URL, its client by header or body, its other parameters one by one. */
export function addRequest(request: PastedRequest, reading: ProfileReading): void {
  const { base, query } = splitUrl(request.url);
  const inQuery = [...new URLSearchParams(query)];
  const inBody = bodyPairs(request, reading);
  const kind = requestKind(request.method, base, new Map([...inQuery, ...inBody]));
  if (!kind) {
    reading.notUnderstood(`What the request to ${quoted(base.replace(/^https?:\/\//, ''))} is for was not understood.`);
    return;
  }
  if (kind === 'callback') {
    reading.add('redirect_uri', base, 'authorize', 'query');
    reading.remark('A URL that a server answers a sign-in with was read as the redirect URI.');
    return;
  }
  if (kind === 'metadata') {
    reading.set('issuer', base.replace(/\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/, ''));
    return;
  }
  addEndpoint(kind, base, reading);
  addCredentials(request, kind, reading);
  if (kind === 'ciba') reading.draft.grant_type = 'urn:openid:params:grant-type:ciba';
  if (kind === 'pushed') reading.draft.pushed = true;
  if (kind === 'introspection' || kind === 'revocation' || kind === 'user info') {
    for (const [name, value] of inBody) if (/^client_/.test(name)) reading.add(name, value, 'token', 'body');
    return;
  }
  const stage = stageOf(kind);
  addPairs(inQuery, stage, 'query', reading);
  addPairs(inBody, stage, stage === 'authorize' ? 'query' : 'body', reading);
  addHeaders(request, stage, reading);
  if (stage !== 'authorize' && inQuery.some(([name]) => name === 'grant_type')) {
    reading.remark('The parameters stood in the URL: Tokendock sends them in the body.');
  }
}

function stageOf(kind: RequestKind): Exclude<Stage, 'every'> {
  if (kind === 'refresh') return 'refresh';
  return kind === 'token' ? 'token' : 'authorize';
}

function addPairs(pairs: readonly Pair[], stage: Stage, place: Place, reading: ProfileReading): void {
  for (const [name, value] of pairs) if (name) reading.add(name, value, stage, place);
}

function addEndpoint(kind: RequestKind, url: string, reading: ProfileReading): void {
  const name = endpoints[kind];
  if (!name) return;
  if (!/^[a-z]+:\/\//i.test(url)) {
    reading.notUnderstood(`The request names no host, so the ${name} is missing: type it.`);
    return;
  }
  reading.setEndpoint(name, url);
}

function addCredentials({ headers }: PastedRequest, kind: RequestKind, reading: ProfileReading): void {
  if (headerOf(headers, 'dpop') !== undefined) {
    reading.draft.dpop = true;
    reading.remark('DPoP proofs are made anew for each request.');
  }
  const authorization = headerOf(headers, 'authorization');
  if (!authorization) return;
  const [, scheme = '', value = ''] = /^(\S+)\s*([\s\S]*)$/.exec(authorization) ?? [];
  const basic = /^basic$/i.test(scheme) ? credentials(value) : undefined;
  if (basic) reading.setBasic(...basic);
  else if (kind === 'user info') reading.keep('access_token', value);
  else {
    // What is no known scheme may be the credential itself.
    const shown = /^(?:basic|bearer|digest|dpop|negotiate)$/i.test(scheme) ? ` (${scheme})` : '';
    reading.notUnderstood(`The header Authorization${shown} of the ${kind} request was left out.`);
  }
}

/** User and password of RFC 7617; undefined where it is none. */
function credentials(value: string): [string, string] | undefined {
  try {
    const bytes = Uint8Array.from(atob(value.trim()), (char) => char.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
  } catch {
    // Not base64, or not UTF-8: the header is told as not understood.
    return undefined;
  }
}

function addHeaders({ headers, body }: PastedRequest, stage: Stage, reading: ProfileReading): void {
  const own = headers.filter(([name]) => browsers.test(name)).map(([name]) => name);
  if (own.length > 0) reading.remark(`Written by the browser itself, so not kept: ${[...new Set(own)].join(', ')}.`);
  for (const [name, value] of headers.filter(([name]) => !usual.test(name))) {
    if (stage === 'authorize')
      reading.notUnderstood(`The header ${name} was left out: a sign-in window sends no headers of its own.`);
    else reading.add(name, value, stage, 'header');
  }
  const type = headerOf(headers, 'content-type');
  if (body && type && !/x-www-form-urlencoded/i.test(type)) {
    // Where the text is broken, more may stand in the header's line.
    const named = /^[\w.+-]+\/[\w.+-]+(?=\s*(?:;|$))/.exec(type)?.[0] ?? 'something else';
    reading.remark(`The body stood there as ${named}: Tokendock sends it as a form.`);
  }
}

/** The parameters of a body: a form, or the members of a JSON object. */
function bodyPairs({ headers, body }: PastedRequest, reading: ProfileReading): Pair[] {
  const text = body.trim();
  const type = headerOf(headers, 'content-type') ?? '';
  if (/^multipart\//i.test(type)) {
    reading.notUnderstood('The body stands there in parts (multipart), which were not read: set them in the form.');
    return [];
  }
  if (/json/i.test(type) || text.startsWith('{')) return jsonPairs(text, reading);
  if (!text) return [];
  if (!/^[^\s=&]+=/.test(text)) {
    reading.notUnderstood('The body of a request is neither a form nor JSON, and was left out.');
    return [];
  }
  return [...new URLSearchParams(text.replace(/\s*\r?\n\s*/g, ''))];
}

function jsonPairs(text: string, reading: ProfileReading): Pair[] {
  try {
    return objectPairs(JSON.parse(text));
  } catch {
    if (text) reading.notUnderstood('The body of a request is not JSON, although it says so, and was left out.');
    return [];
  }
}

/** The members of a JSON object as parameters; what is not text stays JSON. */
export function objectPairs(value: unknown): Pair[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter(([, each]) => each !== null)
    .map(([name, each]) => [name, typeof each === 'string' ? each : JSON.stringify(each)]);
}

function splitUrl(url: string): { base: string; query: string } {
  const [, base = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  return { base, query };
}
