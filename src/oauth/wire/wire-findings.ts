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

/** That a request had to deviate for this provider, and what of it should not stand in a URL. */
export function requestFindings({ purpose, request, profile }: Said): Finding[] {
  const kind = kinds[purpose];
  const { deviations } = profile;
  if (!kind || !deviations) return [];
  const deviation: RequestDeviation = forKind(deviations.requests, kind);
  const query = new URL(request.url).searchParams;
  const named = [...secretNames.map((name) => deviation.parameters?.[name]?.name ?? name), deviations.use?.query];
  const names = named.filter((name) => name && kind !== 'authorize' && query.has(name)).join(', ');
  return [
    ...(Object.keys(deviation).length > 0 ? [{ code: 'request_deviates' as const }] : []),
    ...(names ? [{ code: 'secret_in_query' as const, values: { names } }] : []),
  ];
}

const secretNames = ['client_secret', 'code', 'refresh_token', 'code_verifier', 'password', 'token', 'device_code'];
