import { Failure } from '../core/failure.ts';
import type { Parameter } from '../core/parameter.ts';

/** The part of the tester's parameters that stands in a request's body. A name may stand several times. */
export function bodyParameters(parameters: readonly Parameter[]): URLSearchParams {
  return new URLSearchParams(
    parameters.filter(({ place }) => place === 'body').map(({ name, value }) => [name, value]),
  );
}

/** Ours, and the tester's own, which win where both name one. */
export function withOurs(own: URLSearchParams, ours: Record<string, string | undefined>): URLSearchParams {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(ours)) if (value !== undefined && !own.has(name)) all.append(name, value);
  for (const [name, value] of own) all.append(name, value);
  return all;
}

/**
 * A fetch that adds the tester's query and header parameters to the requests of the client: those are POSTs, while the
 * server's keys, which come on the same way, are got by GET. Fails with `header_invalid`.
 */
export function fetchWithParameters(fetch: typeof globalThis.fetch, parameters: readonly Parameter[]) {
  const query = parameters.filter(({ place }) => place === 'query');
  const headers = parameters.filter(({ place }) => place === 'header');
  return ((input: string, options: RequestInit = {}) => {
    if (options.method !== 'POST') return fetch(input, options);
    const url = new URL(input);
    for (const { name } of query) url.searchParams.delete(name);
    for (const { name, value } of query) url.searchParams.append(name, value);
    const all = new Headers(options.headers);
    for (const { name, value } of headers) setHeader(all, name, value);
    return fetch(query.length > 0 ? url.href : input, { ...options, headers: Object.fromEntries(all) });
  }) as typeof globalThis.fetch;
}

/** Sets a header that a tester named. Fails with `header_invalid`. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    // The browser's own words name neither the parameter nor what to do.
    throw new Failure('header_invalid', { name });
  }
}
