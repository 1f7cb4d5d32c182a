import type { Finding } from './exchange.ts';

/** What can be found in an exchange: the sentence for the tester, and the section that says how it should be. `{name}` is filled in. */
const findings = {
  not_encrypted: ['The request was not encrypted (http).', 'RFC 6749, section 3.2'],
  challenge_unannounced: [
    'The server does not announce PKCE with {method} in its metadata; it may ignore it.',
    'RFC 9700, section 2.1.1',
  ],
  challenge_missing: [
    'The request goes without PKCE: a stolen or injected code would not be noticed.',
    'RFC 9700, section 2.1.1',
  ],
  challenge_plain: [
    'PKCE with “plain” shows the verifier in the request; S256 would hide it.',
    'RFC 7636, section 4.2',
  ],
  password_grant: ['The password grant must not be used any more.', 'RFC 9700, section 2.4'],
  token_in_url: ['The answer carries an access token through the browser’s address bar.', 'RFC 9700, section 2.1.2'],
  secret_in_body: ['The client secret went in the body, although the server takes Basic.', 'RFC 6749, section 2.3.1'],
  iss_missing: ['The server promises “iss” in its answer, and left it out.', 'RFC 9207, section 2.3'],
  error_with_200: ['The answer is an error, and its status is 200.', 'RFC 6749, section 5.2'],
  not_json: ['The answer is JSON, and its Content-Type says something else.', 'RFC 6749, section 5.1'],
  token_cacheable: ['The answer holds a token, and no “Cache-Control: no-store”.', 'RFC 6749, section 5.1'],
  token_type_missing: ['The answer has no “token_type”.', 'RFC 6749, section 5.1'],
  expires_in_text: ['“expires_in” is a text, not a number.', 'RFC 6749, section 5.1'],
  expires_in_missing: ['The server does not say when the token ends (“expires_in”).', 'RFC 6749, section 5.1'],
  scope_not_granted: [
    'The server did not grant all of the scope that was asked for: {missing}.',
    'RFC 6749, section 3.3',
  ],
  not_rotated: [
    'A public client’s refresh token was used and stays valid: it is not rotated.',
    'RFC 9700, section 2.2.2',
  ],
  alg_unannounced: [
    'The ID token is signed with {alg}, which the metadata does not name.',
    'OpenID Connect Discovery 1.0, section 3',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type FindingCode = keyof typeof findings;

/** A finding in a sentence for the tester, with the section that says how it should be. One of another version may lack words. */
export function findingText({ code, values = {} }: Finding): { sentence: string; section: string } {
  const [sentence, section] = Object.hasOwn(findings, code) ? findings[code] : [code, ''];
  return { sentence: sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name), section };
}
