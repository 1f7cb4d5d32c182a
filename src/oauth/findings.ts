import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { AuthorizationServer } from 'oauth4webapi';
import type { RequestDeviation } from '../core/deviations.ts';
import type { Exchange, Finding, Header } from '../core/exchange.ts';
import type { FindingCode } from '../core/finding-text.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import { splitScope } from '../core/split-scope.ts';
import { isRecord } from './wire/field-at.ts';
import { heardBy } from './wire/heard-by.ts';

/** An exchange as it stood on the wire, and with whom it was. */
export type Said = Pick<Exchange, 'purpose' | 'request' | 'response'> & {
  profile: Profile;
  server: Partial<AuthorizationServer>;
};

/** What in an exchange is not as the specifications say, and what a tester should know of it. No finding holds a secret. */
export function findings(said: Said): Finding[] {
  const found = Object.entries(rules).flatMap(([code, rule]) => {
    const values = rule(said);
    return values ? [{ code: code as FindingCode, ...(values !== true && { values }) }] : [];
  });
  return [...(heardBy(said)?.findings ?? []), ...found];
}

/** Whether it is so, with what its sentence has to say. */
type Rule = (said: Said) => boolean | Finding['values'];

const rules: { [Code in FindingCode]?: Rule } = {
  /** Servers on this very computer may be tried without a certificate. */
  not_encrypted: ({ request }) => {
    const { protocol, hostname } = new URL(request.url);
    return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$|\.localhost$/.test(hostname);
  },

  challenge_unannounced: (said) => {
    const method = askedFor(said)?.code_challenge_method;
    const { issuer, code_challenge_methods_supported: announced } = said.server;
    return issuer !== undefined && method !== undefined && !announced?.includes(method) && { method };
  },

  /** Where only a code comes back, nobody can tell it from a stolen or injected one. */
  challenge_missing: (said) => asksForCode(said) && !askedFor(said)?.code_challenge,

  challenge_plain: (said) => {
    const { code_challenge, code_challenge_method } = askedFor(said) ?? {};
    return asksForCode(said) && code_challenge !== undefined && code_challenge_method !== 'S256';
  },

  password_grant: ({ purpose, request }) =>
    purpose === 'token request' && new URLSearchParams(request.body).get('grant_type') === 'password',

  token_in_url: ({ purpose, request }) => {
    const type = new URL(request.url).searchParams.get('response_type') ?? '';
    return purpose === 'authorization request' && type.split(' ').includes('token');
  },

  secret_in_body: ({ request, server }) =>
    new URLSearchParams(request.body).has('client_secret') &&
    server.token_endpoint_auth_methods_supported?.includes('client_secret_basic'),

  iss_missing: ({ purpose, response, server }) => {
    if (purpose !== 'authorization request' || !response || !server.authorization_response_iss_parameter_supported)
      return false;
    const answer = `${header(response.headers, 'location')} ${response.body}`;
    return !/(^|[?&#\s])(iss|response)=/.test(answer);
  },

  /** Tokens in an answer that any cache may keep. */
  token_cacheable: (said) =>
    Boolean(tokenAnswer(said)) && !/no-store/i.test(header(said.response?.headers, 'cache-control')),

  expires_in_missing: (said) => {
    const answer = tokenAnswer(said);
    return answer && answer.expires_in === undefined;
  },

  scope_not_granted: (said) => {
    const granted = tokenAnswer(said)?.scope;
    if (typeof granted !== 'string' || said.purpose === 'refresh request') return false;
    const missing = said.profile.scope.filter((scope) => !splitScope(granted, ' ').includes(scope));
    return missing.length > 0 && { missing: missing.join(', ') };
  },

  not_rotated: (said) => {
    const answer = tokenAnswer(said);
    const { purpose, profile, request } = said;
    if (purpose !== 'refresh request' || !answer || profile.token_endpoint_auth_method !== 'none' || profile.dpop)
      return false;
    const sent = new URLSearchParams(request.body).get('refresh_token');
    return answer.refresh_token === undefined || answer.refresh_token === sent;
  },

  alg_unannounced: (said) => {
    const token = tokenAnswer(said)?.id_token;
    const announced = said.server.id_token_signing_alg_values_supported;
    const alg = typeof token === 'string' ? algOf(token) : undefined;
    return alg !== undefined && announced?.includes(alg) === false && { alg };
  },
};

/**
 * What an authorization request asks for, by the names of the RFCs, also in its request object (RFC 9101). Of a pushed one, the push says it.
 */
function askedFor({ purpose, request, profile }: Said): Record<string, string> | undefined {
  if (!/^(pushed )?authorization request$/.test(purpose)) return undefined;
  const sent = new URLSearchParams(purpose.startsWith('pushed') ? request.body : new URL(request.url).search);
  const kind = purpose.startsWith('pushed') ? 'pushed authorization' : 'authorization';
  const { parameters = {} }: RequestDeviation = forKind(profile.deviations?.requests, kind);
  const named = Object.entries(parameters).flatMap(([name, rule]) => {
    const value = rule?.name && sent.get(rule.name);
    return value ? [[name, value]] : [];
  });
  return { ...Object.fromEntries([...sent, ...named]), ...claimsOf(sent.get('request')) };
}

function asksForCode(said: Said): boolean {
  return askedFor(said)?.response_type?.split(' ').includes('code') === true;
}

/** The fields of an answer with an access token, under the names that the RFCs give them. */
function tokenAnswer(said: Said): Record<string, unknown> | undefined {
  if (!['token request', 'refresh request'].includes(said.purpose)) return undefined;
  const heard = heardBy(said);
  const answer = heard?.fields ?? heard?.original;
  const isGood = heard?.status === 200 && !heard.isError && isRecord(answer);
  return isGood && typeof answer.access_token === 'string' ? answer : undefined;
}

function header(headers: readonly Header[] | undefined, wanted: string): string {
  return headers?.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

function claimsOf(jwt: string | null): Record<string, string> {
  try {
    return jwt ? decodeJwt(jwt) : {};
  } catch {
    // The server will say that it is no JWT.
    return {};
  }
}

function algOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch {
    // What is no JWT was refused elsewhere.
    return undefined;
  }
}
