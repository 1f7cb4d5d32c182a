import type { OddAnswer, OddRequest } from '../odd-server.ts';
import { authenticated, basicOf, strictClients } from './strict-client.ts';
import { checkedProof } from './strict-proof.ts';

/** The client that strict servers know by Basic. */
export const strictClient = strictClients.client_secret_basic;

export function refuse(error: string, error_description: string, status = 400): OddAnswer {
  return { status, json: { error, error_description } };
}

export function grant(fields: Record<string, unknown> = {}): OddAnswer {
  const headers = { 'Cache-Control': 'no-store' };
  return { headers, json: { access_token: 'strict-access', token_type: 'Bearer', expires_in: 60, ...fields } };
}

/** May stand several times: RFC 8707, section 2; RFC 8693, section 2.1. */
const repeatable = ['resource', 'audience'];

type Rule = (body: URLSearchParams) => OddAnswer | Promise<OddAnswer>;

/**
 * What RFC 6749 asks of every request in a client's name (sections 3.2 and 2.3), and RFC 9449 of one with a proof, before the rules of a
 * grant, or of another endpoint. A token that was asked for with a good proof is bound to its key.
 */
export function strictEndpoint(rules: Record<string, Rule> | Rule) {
  const seen = new Set<string>();
  return async (request: OddRequest, { origin }: { origin: string }): Promise<OddAnswer> => {
    const { method, headers, body } = request;
    if (method !== 'POST') return refuse('invalid_request', 'only POST', 405);
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_request', 'not a form');
    const twice = [...body.keys()].find((name) => !repeatable.includes(name) && body.getAll(name).length > 1);
    if (twice) return refuse('invalid_request', `${twice} stands twice`);
    const client = await authenticated(request, `${origin}/token`, seen);
    if ('wrong' in client) return refuse('invalid_client', client.wrong, 401);
    const proof = await checkedProof(request, origin, seen);
    if (proof !== undefined && proof !== 'good') return proof;
    const rule = typeof rules === 'function' ? rules : rules[body.get('grant_type') ?? ''];
    if (!rule) return refuse('unsupported_grant_type', 'another grant');
    return proof === 'good' ? bound(await rule(body)) : rule(body);
  };
}

function bound(answer: OddAnswer): OddAnswer {
  if (typeof answer !== 'object' || !('json' in answer)) return answer;
  const { token_type } = answer.json as { token_type?: string };
  return token_type === 'Bearer' ? { ...answer, json: { ...(answer.json as object), token_type: 'DPoP' } } : answer;
}

/** Asks as a client would that does everything right but what the test changes. */
export async function askStrictly(
  url: string,
  parameters: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const body = new URLSearchParams(parameters);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: basicOf(strictClient), ...headers },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
