import type { IncomingMessage } from 'node:http';

/** How the API wants to be called: its token in this parameter of the query and nowhere else, these headers besides. */
export type Wants = { readonly query?: string; readonly headers?: readonly string[] };

/** What the request presents, as an `Authorization` header. Undefined: not what the API wants. */
export function presented({ query, headers = [] }: Wants, request: IncomingMessage, url: URL): string | undefined {
  if (headers.some((name) => request.headers[name.toLowerCase()] === undefined)) return undefined;
  const { authorization } = request.headers;
  if (query === undefined) return authorization;
  const [token, ...more] = url.searchParams.getAll(query);
  return token && more.length === 0 && authorization === undefined ? `Bearer ${token}` : undefined;
}
