import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';

/** How the API wants to be called: its token in this parameter of the query and nowhere else, these headers besides. */
export type Wants = {
  readonly query?: string;
  readonly headers?: readonly string[];
  /** A token with this scope (RFC 6750, section 3.1). */
  readonly scope?: string;
  /** A user who signed in this way (RFC 9470, section 3). */
  readonly acr_values?: string;
  readonly max_age?: number;
  /** Proofs with a nonce of its own (RFC 9449, section 9). */
  readonly nonce?: string;
};

/** What the request presents, as an `Authorization` header. Undefined: not what the API wants. */
export function presented({ query, headers = [] }: Wants, request: IncomingMessage, url: URL): string | undefined {
  if (headers.some((name) => request.headers[name.toLowerCase()] === undefined)) return undefined;
  const { authorization } = request.headers;
  if (query === undefined) return authorization;
  const [token, ...more] = url.searchParams.getAll(query);
  return token && more.length === 0 && authorization === undefined ? `Bearer ${token}` : undefined;
}

/** What the API says to a good token that is not enough. */
export function challengeTo(
  { scope, acr_values, max_age }: Wants,
  claims: JWTPayload,
): { status: number; challenge: string } | undefined {
  if (scope && !String(claims.scope).split(' ').includes(scope))
    return { status: 403, challenge: `Bearer error="insufficient_scope", scope="${scope}"` };
  if (!acr_values && max_age === undefined) return undefined;
  const wishes = [acr_values && `acr_values="${acr_values}"`, max_age !== undefined && `max_age="${max_age}"`];
  const challenge = ['Bearer error="insufficient_user_authentication"', ...wishes.filter(Boolean)].join(', ');
  return { status: 401, challenge };
}
