import type { Deviations, RequestDeviation } from '../../core/deviations.ts';
import type { RequestKind } from '../../core/request-kind.ts';
import { forKind } from '../../core/request-kind.ts';
import { setHeader } from '../with-parameters.ts';
import { fill, writeBody } from './write-body.ts';

/** A request as oauth4webapi makes it. */
export type Request = { url: string; options: RequestInit };

/** Values that templates may name beside the parameters of the request itself. */
export type Known = Record<string, string>;

type Place = 'query' | 'body' | 'header' | 'nowhere';
type Placed = { name: string; value: string; place: Place };

/**
 * A request as this provider wants it. What is secret goes into the URL only where the profile says GET, or puts it there. Fails with
 * `header_invalid`.
 */
export function shapeRequest(
  { url, options }: Request,
  deviations: Deviations,
  kind: RequestKind,
  known: Known,
): Request {
  const deviation: RequestDeviation = forKind(deviations.requests, kind);
  const headers = new Headers(options.headers);
  const at = new URL(url);
  if (kind === 'user info') useToken(headers, at, deviations.userInfo ?? deviations.use, known);
  const method = deviation.method ?? options.method ?? 'GET';
  const otherwise = method === 'GET' ? 'query' : 'body';
  const given = [...new URLSearchParams(String(options.body ?? ''))];
  const placed = place(given, deviation, known, otherwise);
  for (const { name, value } of placed.filter((each) => each.place === 'query')) at.searchParams.append(name, value);
  for (const { name, value } of placed.filter((each) => each.place === 'header')) setHeader(headers, name, value);
  const fields = placed.filter((each) => each.place === 'body').map(({ name, value }) => [name, value] as const);
  const how = deviation.body ?? 'form';
  const hasBody = method !== 'GET' && (fields.length > 0 || typeof how === 'object' || options.body != null);
  if (!hasBody) headers.delete('content-type');
  const written =
    hasBody && how !== 'form' ? writeBody(fields, how, { ...known, ...Object.fromEntries(given) }) : undefined;
  if (written) setHeader(headers, 'content-type', written.type);
  // User info has no body by itself; without this, a text is `text/plain`.
  else if (hasBody && fields.length > 0) headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  const { body: _, ...rest } = options;
  const isMoved = at.href !== new URL(url).href;
  return {
    // A URL that stays the same stays so to the letter.
    url: isMoved ? at.href : url,
    options: {
      ...rest,
      method,
      headers: Object.fromEntries(headers),
      ...(hasBody && { body: written?.body ?? new URLSearchParams(fields.map(([...pair]) => pair)).toString() }),
    },
  };
}

/** The parameters of the authorization request as this provider wants them: a window sends neither body nor header of ours. */
export function shapeParameters(
  parameters: URLSearchParams,
  deviations: Deviations | undefined,
  known: Known,
): URLSearchParams {
  if (!deviations?.requests) return parameters;
  const { add = [], ...deviation }: RequestDeviation = forKind(deviations.requests, 'authorization');
  const possible = { ...deviation, add: add.filter((each) => each.place !== 'header') };
  const sent = place([...parameters], possible, known, 'query').filter((each) => each.place !== 'nowhere');
  return new URLSearchParams(sent.map(({ name, value }) => [name, value]));
}

function place(
  given: readonly (readonly [string, string])[],
  { parameters = {}, add = [] }: RequestDeviation,
  known: Known,
  otherwise: Place,
): Placed[] {
  const values = { ...known, ...Object.fromEntries(given) };
  const moved = given.map(([name, value]): Placed => {
    const own = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const rule = { ...parameters['*'], ...own };
    return {
      name: own?.name ?? name,
      value: rule.value === undefined ? value : fill(rule.value, values),
      place: rule.place ?? otherwise,
    };
  });
  return [...moved, ...add.map((each) => ({ ...each, value: fill(each.value, values) }))].map((each) =>
    // Where there is no body, nothing can stand in it.
    each.place === 'body' ? { ...each, place: otherwise } : each,
  );
}

/** The token as this provider’s API wants it (RFC 6750 says `Authorization: Bearer`). A bound one needs its scheme. */
function useToken(headers: Headers, url: URL, use: Deviations['use'], { client_id = '' }: Known): void {
  const [scheme, token] = /^(\S+) (.*)$/.exec(headers.get('authorization') ?? '')?.slice(1) ?? [];
  if (!use || token === undefined || scheme !== 'Bearer') return;
  for (const [name, value] of Object.entries(use.headers ?? {})) setHeader(headers, name, fill(value, { client_id }));
  headers.delete('authorization');
  if (use.query) url.searchParams.set(use.query, token);
  else setHeader(headers, use.header ?? 'Authorization', [use.scheme ?? scheme, token].filter(Boolean).join(' '));
}
