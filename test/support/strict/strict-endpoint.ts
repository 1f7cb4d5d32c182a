import type { OddAnswer, OddRequest } from '../odd-server.ts';

/** The client that every strict server knows, by Basic. */
export const strictClient = { client_id: 'strict-client', client_secret: 'strict-secret' };

export function refuse(error: string, error_description: string, status = 400): OddAnswer {
  return { status, json: { error, error_description } };
}

export function grant(fields: Record<string, unknown> = {}): OddAnswer {
  const headers = { 'Cache-Control': 'no-store' };
  return { headers, json: { access_token: 'strict-access', token_type: 'Bearer', expires_in: 60, ...fields } };
}

/** May stand several times: RFC 8707, section 2; RFC 8693, section 2.1. */
const repeatable = ['resource', 'audience'];

/** What RFC 6749 asks of every token request (sections 3.2 and 2.3.1), before the grant's own rules. */
export function strictEndpoint(
  rules: Record<string, (body: URLSearchParams) => OddAnswer | Promise<OddAnswer>>,
): (request: OddRequest) => OddAnswer | Promise<OddAnswer> {
  return ({ method, headers, body }) => {
    if (method !== 'POST') return refuse('invalid_request', 'only POST', 405);
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_request', 'not a form');
    const twice = [...body.keys()].find((name) => !repeatable.includes(name) && body.getAll(name).length > 1);
    if (twice) return refuse('invalid_request', `${twice} stands twice`);
    if (!isStrictClient(headers.authorization)) return refuse('invalid_client', 'who are you?', 401);
    const rule = rules[body.get('grant_type') ?? ''];
    return rule ? rule(body) : refuse('unsupported_grant_type', 'another grant');
  };
}

export function isStrictClient(authorization = ''): boolean {
  const [scheme, credentials = ''] = authorization.split(' ');
  // Form-encoded, as RFC 6749, section 2.3.1 says.
  const [id, secret] = atob(credentials)
    .split(':')
    .map((part) => new URLSearchParams(`v=${part}`).get('v'));
  return scheme === 'Basic' && id === strictClient.client_id && secret === strictClient.client_secret;
}

/** Asks as a client would that does everything right but what the test changes. */
export async function askStrictly(
  url: string,
  parameters: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { client_id, client_secret } = strictClient;
  const authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`;
  const body = new URLSearchParams(parameters);
  const answer = await fetch(url, { method: 'POST', headers: { authorization, ...headers }, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
