import { type Binding, type Part, usual } from '../core/binding.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import { fill } from '../oauth/wire/write-body.ts';

/** What the requests of a binding carry: the token first (RFC 6750, section 2), then what else its provider's API wants. */
export function partsOf(binding: Binding, token: Token, profile: Profile): Part[] {
  const { headers = {} } = profile.deviations?.use ?? {};
  const { client_id } = profile;
  const further = Object.entries(headers).map(
    ([name, value]): Part => ({ in: 'header', name, value: fill(value, { client_id }) }),
  );
  return [tokenPart(binding, token, profile), ...further];
}

/** What the tester wrote into the binding itself counts; where that is the usual, the provider's own way does. */
function tokenPart({ header, prefix }: Binding, { access_token }: Token, { deviations }: Profile): Part {
  const use = deviations?.use ?? {};
  const isUsual = header === usual.header;
  if (isUsual && use.query) return { in: 'query', name: use.query, value: access_token };
  const scheme = prefix === usual.prefix ? (use.scheme ?? prefix) : prefix;
  const name = isUsual ? (use.header ?? header) : header;
  return { in: 'header', name, value: scheme ? `${scheme} ${access_token}` : access_token };
}
