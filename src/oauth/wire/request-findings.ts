import type { RequestDeviation } from '../../core/deviations.ts';
import type { Exchange, Finding } from '../../core/exchange.ts';
import type { Profile } from '../../core/profile.ts';
import { forKind, requestKinds } from '../../core/request-kind.ts';

const secretNames = ['client_secret', 'code', 'refresh_token', 'code_verifier', 'password', 'token', 'device_code'];

/**
 * How a kept request had to deviate for its provider, as the profile says by now, and what of it should not stand in a URL. Who reads a
 * trace asks this: the request itself shows it, so it need not be kept.
 */
export function requestFindings(
  { purpose, request }: Pick<Exchange, 'purpose' | 'request'>,
  profile: Profile,
): Finding[] {
  const kind = requestKinds.find((each) => purpose === `${each} request`);
  const { deviations } = profile;
  if (!kind || !deviations) return [];
  const deviation: RequestDeviation = forKind(deviations.requests, kind);
  const ways = waysOf(deviation, request.method).join(', ');
  const query = new URL(request.url).searchParams;
  const secrets = [
    ...secretNames.map((name) => deviation.parameters?.[name]?.name ?? name),
    (deviations.userInfo ?? deviations.use)?.query,
  ];
  const names = secrets.filter((name) => name && kind !== 'authorization' && query.has(name)).join(', ');
  return [
    ...(ways ? [{ code: 'request_deviates' as const, values: { ways } }] : []),
    ...(names ? [{ code: 'secret_in_query' as const, values: { names } }] : []),
  ];
}

function waysOf({ method, body, parameters = {}, add = [] }: RequestDeviation, sent: string): string[] {
  const renamed = Object.entries(parameters).map(([name, rule = {}]) => {
    if (rule.place === 'nowhere') return `without “${name}”`;
    if (rule.name && rule.name !== name) return `“${name}” as “${rule.name}”`;
    return rule.place ? `“${name}” in the ${rule.place}` : `another “${name}”`;
  });
  return [
    ...(method === sent ? [`by ${method}`] : []),
    ...(body && body !== 'form' && sent !== 'GET' ? [`as ${typeof body === 'string' ? body : body.contentType}`] : []),
    ...renamed,
    ...add.map(({ name }) => `with “${name}”`),
  ];
}
