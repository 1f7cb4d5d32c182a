import { createHash } from 'node:crypto';
import { type OddAnswer, type OddRequest, type OddServer, startOddServer } from '../odd-server.ts';
import { grant, refuse } from './strict-endpoint.ts';

export type CodeServer = OddServer & {
  /** The authorization requests that were answered, by their query. */
  readonly authorizations: readonly URLSearchParams[];
};

type Issued = { code: string; redirect_uri: string; code_challenge: string };

/**
 * An authorization server without people: it lets everybody in at once (RFC 6749, section 4.1; PKCE S256, RFC 7636, demanded), each code
 * once, and renews by rotating refresh tokens. What it gives is fixed by the test: `fields` of the token response, by the request.
 */
export async function startCodeServer(
  fields: (request: OddRequest) => Record<string, unknown> = () => ({}),
): Promise<CodeServer> {
  const authorizations: URLSearchParams[] = [];
  let issued: Issued | undefined;
  let refreshToken: string | undefined;

  function authorize(asked: URLSearchParams): OddAnswer {
    const [redirect_uri = '', state = '', code_challenge = ''] = ['redirect_uri', 'state', 'code_challenge'].map(
      (name) => asked.get(name) ?? '',
    );
    if (!URL.canParse(redirect_uri)) return refuse('invalid_request', 'redirect_uri is required');
    authorizations.push(asked);
    const isRight = asked.get('response_type') === 'code' && asked.get('code_challenge_method') === 'S256';
    const code = crypto.randomUUID();
    if (isRight) issued = { code, redirect_uri, code_challenge };
    const answer = isRight ? { code, state } : { error: 'invalid_request', state };
    return { status: 302, headers: { location: `${redirect_uri}?${new URLSearchParams(answer)}` } };
  }

  function redeem(request: OddRequest): OddAnswer {
    const { body } = request;
    const known = issued;
    issued = undefined;
    if (body.get('grant_type') === 'refresh_token') {
      if (refreshToken === undefined || body.get('refresh_token') !== refreshToken)
        return refuse('invalid_grant', 'used before');
    } else if (body.get('grant_type') !== 'authorization_code')
      return refuse('unsupported_grant_type', 'another grant');
    else if (!known || body.get('code') !== known.code) return refuse('invalid_grant', 'no such code');
    else if (body.get('redirect_uri') !== known.redirect_uri) return refuse('invalid_grant', 'another redirect_uri');
    else if (challengeOf(body.get('code_verifier') ?? '') !== known.code_challenge)
      return refuse('invalid_grant', 'another code_verifier');
    refreshToken = crypto.randomUUID();
    return grant({ access_token: crypto.randomUUID(), refresh_token: refreshToken, ...fields(request) });
  }

  const server = await startOddServer((request, { origin }) => {
    const { pathname, searchParams } = new URL(request.path, origin);
    if (pathname === '/authorize') return authorize(searchParams);
    if (pathname === '/token') return redeem(request);
    return { status: 404, body: 'Not found' };
  });
  return { ...server, authorizations };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
