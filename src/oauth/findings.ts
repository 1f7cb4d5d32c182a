import { decodeProtectedHeader } from 'jose';
import type { AuthorizationServer } from 'oauth4webapi';
import type { Exchange, Finding, Header } from '../core/exchange.ts';
import type { Profile } from '../core/profile.ts';
import { splitScope } from '../core/split-scope.ts';
import { isRecord } from './wire/field-at.ts';
import { heardBy, requestFindings } from './wire/wire-findings.ts';

/** An exchange as it stood on the wire, and with whom it was. */
export type Said = Pick<Exchange, 'purpose' | 'request' | 'response'> & {
  profile: Profile;
  server: Partial<AuthorizationServer>;
};

/** What in an exchange is not as the specifications say, and what a tester should know of it. No finding holds a secret. */
export function findings(said: Said): Finding[] {
  const found = rules.flatMap((rule) => {
    const [sentence, section] = rule(said) ?? [];
    return sentence && section ? [{ sentence, section }] : [];
  });
  return [...requestFindings(said), ...(heardBy(said)?.findings ?? []), ...found];
}

type Rule = (said: Said) => readonly [sentence: string, section: string] | undefined;

/** Tokens in an answer that any cache may keep. */
export const cacheable: Rule = (said) =>
  tokenAnswer(said) && !/no-store/i.test(header(said.response?.headers, 'cache-control'))
    ? ['The answer holds a token, and no “Cache-Control: no-store”.', 'RFC 6749, section 5.1']
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

export const unannouncedChallenge: Rule = ({ purpose, request, server }) => {
  if (!/^(pushed )?authorization request$/.test(purpose) || !server.issuer) return undefined;
  const sent = new URLSearchParams(purpose.startsWith('pushed') ? request.body : new URL(request.url).search);
  const method = sent.get('code_challenge_method');
  const announced = server.code_challenge_methods_supported;
  return method && !announced?.includes(method)
    ? [`The server does not announce PKCE with ${method} in its metadata; it may ignore it.`, 'RFC 9700, section 2.1.1']
    : undefined;
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
  oldGrant,
  secretInBody,
  issMissing,
  cacheable,
  expiresInMissing,
  otherScope,
  notRotated,
  unannouncedAlg,
];

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

function algOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch {
    // What is no JWT was refused elsewhere.
    return undefined;
  }
}
