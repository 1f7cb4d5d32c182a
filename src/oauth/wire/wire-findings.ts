import { forKind, type RequestDeviation, type RequestKind } from '../../core/deviations.ts';
import type { Exchange, Finding } from '../../core/exchange.ts';
import type { Profile } from '../../core/profile.ts';
import { type Normalised, normaliseResponse } from './normalise-response.ts';

/** An exchange as it stood on the wire. */
type Said = Pick<Exchange, 'purpose' | 'request' | 'response'> & { profile: Profile };

const kinds: Record<string, RequestKind> = {
  'authorization request': 'authorize',
  'pushed authorization request': 'pushed',
  'device authorization request': 'device',
  'backchannel authentication request': 'device',
  'token request': 'token',
  'refresh request': 'refresh',
  'user info request': 'userinfo',
  'introspection request': 'introspect',
  'revocation request': 'revoke',
};

/** What an answer said, read as the profile says. Undefined: there is none, or nothing is known of its kind. */
export function heardBy({ purpose, response, profile }: Said): Normalised | undefined {
  const kind = kinds[purpose];
  if (!kind || kind === 'authorize' || !response) return undefined;
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return normaliseResponse({ status: response.status, type, text: response.body }, profile, kind, 0);
}

/** How a request had to deviate for this provider, and what of it should not stand in a URL. */
export function requestFindings({ purpose, request, profile }: Said): Finding[] {
  const kind = kinds[purpose];
  const { deviations } = profile;
  if (!kind || !deviations) return [];
  const deviation: RequestDeviation = forKind(deviations.requests, kind);
  const found: Finding[] = [];
  const ways = waysOf(deviation, kind);
  if (ways.length > 0) {
    const sentence = `The provider wants this request otherwise than the RFCs say: ${ways.join(', ')}.`;
    found.push({ sentence, section: kind === 'authorize' ? 'RFC 6749, section 4.1.1' : 'RFC 6749, section 3.2' });
  }
  const query = new URL(request.url).searchParams;
  const shown = [...secretNames.map((name) => deviation.parameters?.[name]?.name ?? name), deviations.use?.query];
  const inUrl = shown.filter((name) => name && kind !== 'authorize' && query.has(name));
  if (inUrl.length > 0)
    found.push({
      sentence: `A secret stands in the URL, which many keep: ${inUrl.join(', ')}.`,
      section: 'RFC 6750, section 2.3',
    });
  return found;
}

const secretNames = ['client_secret', 'code', 'refresh_token', 'code_verifier', 'password', 'token', 'device_code'];

function waysOf({ method, body, parameters = {} }: RequestDeviation, kind: RequestKind): string[] {
  const usual = kind === 'authorize' || kind === 'userinfo' ? 'GET' : 'POST';
  const renamed = Object.entries(parameters).map(([name, rule = {}]) => {
    if (rule.place === 'nowhere') return `without “${name}”`;
    if (rule.name && rule.name !== name) return `“${name}” as “${rule.name}”`;
    return rule.place ? `“${name}” in the ${rule.place}` : `another value of “${name}”`;
  });
  return [
    ...(method && method !== usual && kind !== 'authorize' ? [`by ${method}`] : []),
    ...(body && body !== 'form' && kind !== 'authorize'
      ? [`as ${typeof body === 'string' ? body : body.contentType}`]
      : []),
    ...renamed,
  ];
}
