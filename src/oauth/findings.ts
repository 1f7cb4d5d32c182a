import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { AuthorizationServer } from 'oauth4webapi';
import type { Exchange, Finding, Header } from '../core/exchange.ts';
import type { Profile } from '../core/profile.ts';
import { splitScope } from '../core/split-scope.ts';

/** An exchange as it stood on the wire, and with whom it was. */
export type Said = Pick<Exchange, 'purpose' | 'request' | 'response'> & {
  profile: Profile;
  server: Partial<AuthorizationServer>;
};

/** What in an exchange is not as the specifications say, and what a tester should know of it. No finding holds a secret. */
export function findings(said: Said): Finding[] {
  return rules.flatMap((rule) => {
    const [sentence, section] = rule(said) ?? [];
    return sentence && section ? [{ sentence, section }] : [];
  });
}

type Rule = (said: Said) => readonly [sentence: string, section: string] | undefined;

/** Tokens in an answer that any cache may keep. */
export const cacheable: Rule = (said) =>
  tokenAnswer(said) && !/no-store/i.test(header(said.response?.headers, 'cache-control'))
    ? ['The answer holds a token, and no “Cache-Control: no-store”.', 'RFC 6749, section 5.1']
    : undefined;

export const tokenTypeMissing: Rule = (said) => {
  const answer = tokenAnswer(said);
  return answer && typeof answer.token_type !== 'string'
    ? ['The answer has no “token_type”.', 'RFC 6749, section 5.1']
    : undefined;
};

export const expiresInText: Rule = (said) =>
  typeof tokenAnswer(said)?.expires_in === 'string'
    ? ['“expires_in” is a text, not a number.', 'RFC 6749, section 5.1']
    : undefined;

export const expiresInMissing: Rule = (said) => {
  const answer = tokenAnswer(said);
  return answer && answer.expires_in === undefined
    ? ['The server does not say when the token ends (“expires_in”).', 'RFC 6749, section 5.1']
    : undefined;
};

export const otherScope: Rule = (said) => {
  const granted = tokenAnswer(said)?.scope;
  if (typeof granted !== 'string' || said.purpose === 'refresh request') return undefined;
  const missing = said.profile.scope.filter((scope) => !splitScope(granted, ' ').includes(scope));
  return missing.length > 0
    ? [`The server did not grant all of the scope that was asked for: ${missing.join(', ')}.`, 'RFC 6749, section 3.3']
    : undefined;
};

/** Servers on this very computer may be tried without a certificate. */
export const notEncrypted: Rule = ({ request }) => {
  const { protocol, hostname } = new URL(request.url);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$|\.localhost$/.test(hostname)
    ? ['The request was not encrypted (http).', 'RFC 6749, section 3.2']
    : undefined;
};

export const unannouncedChallenge: Rule = (said) => {
  const { server } = said;
  const method = askedFor(said)?.code_challenge_method;
  if (!server.issuer) return undefined;
  const announced = server.code_challenge_methods_supported;
  return method && !announced?.includes(method)
    ? [`The server does not announce PKCE with ${method} in its metadata; it may ignore it.`, 'RFC 9700, section 2.1.1']
    : undefined;
};

/** Where only a code comes back that nobody can tell from a stolen or injected one. */
export const weakChallenge: Rule = (said) => {
  const { response_type, code_challenge, code_challenge_method } = askedFor(said) ?? {};
  if (!response_type?.split(' ').includes('code')) return undefined;
  if (!code_challenge)
    return [
      'The request goes without PKCE: a stolen or injected code would not be noticed.',
      'RFC 9700, section 2.1.1',
    ];
  return code_challenge_method === 'S256'
    ? undefined
    : ['PKCE with “plain” shows the verifier in the request; S256 would hide it.', 'RFC 7636, section 4.2'];
};

export const issMissing: Rule = ({ purpose, response, server }) => {
  if (purpose !== 'authorization request' || !response || !server.authorization_response_iss_parameter_supported)
    return undefined;
  const answer = `${header(response.headers, 'location')} ${response.body}`;
  return /(^|[?&#\s])(iss|response)=/.test(answer)
    ? undefined
    : ['The server promises “iss” in its answer, and left it out.', 'RFC 9207, section 2.3'];
};

export const notRotated: Rule = (said) => {
  const answer = tokenAnswer(said);
  const { purpose, profile, request } = said;
  if (purpose !== 'refresh request' || !answer || profile.token_endpoint_auth_method !== 'none' || profile.dpop)
    return undefined;
  const sent = new URLSearchParams(request.body).get('refresh_token');
  return answer.refresh_token === undefined || answer.refresh_token === sent
    ? ['A public client’s refresh token was used and stays valid: it is not rotated.', 'RFC 9700, section 2.2.2']
    : undefined;
};

export const unannouncedAlg: Rule = (said) => {
  const token = tokenAnswer(said)?.id_token;
  const announced = said.server.id_token_signing_alg_values_supported;
  const alg = typeof token === 'string' ? algOf(token) : undefined;
  return alg && announced && !announced.includes(alg)
    ? [
        `The ID token is signed with ${alg}, which the metadata does not name.`,
        'OpenID Connect Discovery 1.0, section 3',
      ]
    : undefined;
};

export const errorWith200: Rule = ({ response }) =>
  response?.status === 200 && typeof json(response)?.error === 'string'
    ? ['The answer is an error, and its status is 200.', 'RFC 6749, section 5.2']
    : undefined;

export const notJson: Rule = (said) =>
  tokenAnswer(said) && !/^application\/(.+\+)?json\b/i.test(header(said.response?.headers, 'content-type'))
    ? ['The answer is JSON, and its Content-Type says something else.', 'RFC 6749, section 5.1']
    : undefined;

export const secretInBody: Rule = ({ request, server }) =>
  new URLSearchParams(request.body).has('client_secret') &&
  server.token_endpoint_auth_methods_supported?.includes('client_secret_basic')
    ? ['The client secret went in the body, although the server takes Basic.', 'RFC 6749, section 2.3.1']
    : undefined;

export const oldGrant: Rule = ({ purpose, request }) => {
  if (purpose === 'token request' && new URLSearchParams(request.body).get('grant_type') === 'password')
    return ['The password grant must not be used any more.', 'RFC 9700, section 2.4'];
  const type = purpose === 'authorization request' ? new URL(request.url).searchParams.get('response_type') : undefined;
  return type?.split(' ').includes('token')
    ? ['The answer carries an access token through the browser’s address bar.', 'RFC 9700, section 2.1.2']
    : undefined;
};

const rules: readonly Rule[] = [
  notEncrypted,
  unannouncedChallenge,
  weakChallenge,
  oldGrant,
  secretInBody,
  issMissing,
  errorWith200,
  notJson,
  cacheable,
  tokenTypeMissing,
  expiresInText,
  expiresInMissing,
  otherScope,
  notRotated,
  unannouncedAlg,
];

/** What an authorization request asks for, also in its request object (RFC 9101). Of a pushed one, the push says it. */
function askedFor({ purpose, request }: Said): Record<string, string> | undefined {
  if (!/^(pushed )?authorization request$/.test(purpose)) return undefined;
  const sent = new URLSearchParams(purpose.startsWith('pushed') ? request.body : new URL(request.url).search);
  return { ...Object.fromEntries(sent), ...claimsOf(sent.get('request')) };
}

/** The JSON of an answer with an access token. */
function tokenAnswer({ purpose, response }: Said): Record<string, unknown> | undefined {
  if (!['token request', 'refresh request'].includes(purpose) || response?.status !== 200) return undefined;
  const answer = json(response);
  return typeof answer?.access_token === 'string' ? answer : undefined;
}

function json({ body }: { body: string }): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
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
