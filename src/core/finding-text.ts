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
  error_as_success: ['The answer is an error, and its status is {status}.', 'RFC 6749, section 5.2'],
  error_elsewhere: ['No text in “error” says what is wrong.', 'RFC 6749, section 5.2'],
  status_other: ['The answer is good, and its status is {status} instead of {expected}.', 'RFC 6749, section 5.1'],
  written_otherwise: ['The answer is written as {as}, not as JSON.', 'RFC 6749, section 5.1'],
  not_json: ['The answer is JSON, and its Content-Type says something else.', 'RFC 6749, section 5.1'],
  token_cacheable: ['The answer holds a token, and no “Cache-Control: no-store”.', 'RFC 6749, section 5.1'],
  token_type_missing: ['The answer has no “token_type”.', 'RFC 6749, section 5.1'],
  expires_in_text: ['“expires_in” is a text, not a number.', 'RFC 6749, section 5.1'],
  token_type_other: ['“token_type” is “{type}”; the token is taken as a Bearer token.', 'RFC 6749, section 7.1'],
  expires_in_nothing: ['“expires_in” is {seconds}; it is taken as not said.', 'RFC 6749, section 5.1'],
  expires_in_unit: ['“expires_in” is told in {unit}, not in seconds.', 'RFC 6749, section 5.1'],
  life_elsewhere: [
    'How long the token lives stands in “{path}”, and the profile does not say so.',
    'RFC 6749, section 5.1',
  ],
  expires_at_alone: ['The end of the token stands in “expires_at” alone.', 'RFC 6749, section 5.1'],
  field_spelled: ['“{name}” is written “{spelled}”.', 'RFC 6749, section 5.1'],
  field_elsewhere: ['“{name}” stands at “{path}”.', 'RFC 6749, section 5.1'],
  field_not_there: ['The answer has no “{path}”; its “{name}” was taken instead.', 'RFC 6749, section 5.1'],
  within: ['The token stands in “{path}”.', 'RFC 6749, section 5.1'],
  within_missing: ['The answer has no “{path}”; the fields on top were taken instead.', 'RFC 6749, section 5.1'],
  field_empty: ['“{name}” is there, and empty.', 'RFC 6749, section 5.1'],
  scope_not_text: ['“scope” is not a text.', 'RFC 6749, section 3.3'],
  scope_separator: ['The scopes in “scope” are separated by “{separator}”, not by spaces.', 'RFC 6749, section 3.3'],
  user_id_number: ['The user’s id is a number, not a text.', 'OpenID Connect Core 1.0, section 5.3.2'],
  request_deviates: ['The provider wants this request otherwise than the RFCs say: {ways}.', 'RFC 6749'],
  secret_in_query: ['A secret stands in the URL, which many keep: {names}.', 'RFC 6750, section 2.3'],
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
type Told = { code: FindingCode; values?: Record<string, string> };

/** A finding in a sentence for the tester, with the section that says how it should be. One of another version may lack words. */
export function findingText({ code, values = {} }: Told): { sentence: string; section: string } {
  const [sentence, section] = Object.hasOwn(findings, code) ? findings[code] : [code, ''];
  return { sentence: sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name), section };
}
