import { type Binding, isDroppedAbroad, type Part, type Put, type PutOf, usual } from '../core/binding.ts';
import type { Profile } from '../core/profile.ts';
import { isProofBound, type Token } from '../core/token.ts';
import { valueAt } from '../core/value-at.ts';
import { fill } from '../oauth/wire/write-body.ts';

/** What the requests of a binding carry: what it says itself (RFC 6750, section 2), then what else its provider's API wants. */
export function partsOf(binding: Pick<Binding, 'put'>, token: Token, profile: Profile): Part[] {
  const { headers = {} } = profile.deviations?.use ?? {};
  const { client_id } = profile;
  const further = Object.entries(headers).map(
    ([name, value]): Part => ({ in: 'header', name, value: fill(value, { client_id }) }),
  );
  const own = binding.put.flatMap((put) => partOf(usedAs(put, token, profile), token) ?? []);
  const isOwn = (part: Part) => own.some((each) => each.name.toLowerCase() === part.name.toLowerCase());
  return [...own, ...further.filter((part) => !isOwn(part))];
}

/** What a binding wants of a token that the token lacks: an ID token, or a field of its response. */
export function lacksOf(binding: Pick<Binding, 'put'>, token: Token): Put[] {
  return binding.put.filter((put) => partOf(put, token) === undefined);
}

/** The names of what takes the place of the page's own though the binding says otherwise: a rule of the browser can't see what is there. */
export function replacingOf(
  binding: Pick<Binding, 'put' | 'mode' | 'ifPresent'>,
  token: Token,
  profile: Profile,
): string[] {
  const { mode, ifPresent } = binding;
  if (ifPresent === 'replace') return [];
  const isSpared = (part: Part) =>
    mode === 'page' ? isDroppedAbroad(part) : part.in === 'query' && ifPresent === 'leave';
  return partsOf(binding, token, profile).flatMap((part) => (isSpared(part) ? [] : part.name));
}

/** What the tester wrote into the binding itself counts; where that is the usual, the provider's own way does. */
function usedAs(put: Put, token: Token, { deviations }: Profile): Put {
  const use = deviations?.use ?? {};
  const isUsual = put.of === 'access_token' && put.in === 'header' && put.name === usual.header;
  if (isUsual && put.prefix === usual.prefix && use.query) return { ...put, in: 'query', name: use.query, prefix: '' };
  const scheme = use.scheme ?? (isProofBound(token) ? 'DPoP' : put.prefix);
  const prefix = put.of === 'access_token' && put.prefix === usual.prefix ? scheme : put.prefix;
  return { ...put, name: isUsual ? (use.header ?? put.name) : put.name, prefix };
}

function partOf({ in: place, name, prefix, of }: Put, token: Token): Part | undefined {
  const value = sourceOf(of, token);
  if (value === undefined) return undefined;
  return { in: place, name, value: prefix ? `${prefix} ${value}` : value };
}

function sourceOf(of: PutOf, token: Token): string | undefined {
  if (of === 'access_token' || of === 'id_token') return token[of];
  if ('text' in of) return of.text;
  const { access_token, id_token, token_type, refresh_token, rest } = token;
  const found = valueAt({ access_token, id_token, token_type, refresh_token, ...rest }, of.field);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? `${found}` : undefined;
}
