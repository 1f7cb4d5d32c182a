/** What is secret, or not known before the request, in words. Each has a stand-in that survives in URLs, forms and signatures. */
const words = {
  clientId: 'client id',
  clientSecret: 'client secret',
  username: 'username',
  password: 'password',
  assertion: 'assertion',
  subjectToken: 'subject token',
  actorToken: 'actor token',
  loginHint: 'login hint',
  grantType: 'grant type',
  state: 'state',
  nonce: 'nonce',
  code: 'code',
  codeVerifier: 'code verifier',
  codeChallenge: 'code challenge',
  requestUri: 'request uri',
  deviceCode: 'device code',
  authReqId: 'auth_req_id',
  accessToken: 'access token',
  refreshToken: 'refresh token',
} as const;
export type Word = keyof typeof words;

/** The stand-in of a word: letters and digits, so that no encoding changes it. */
export function standIn(word: Word): string {
  return `zq${word}qz`;
}

/** The host of an endpoint that is not known yet. */
export function unknownEndpoint(name: string): string {
  return `https://zq-${name.replaceAll('_', '-')}-qz/`;
}

/** A text with every stand-in turned into its words: `<client secret>`. Signatures and credentials are turned too. */
export function inWords(text: string): string {
  return text
    .replace(/zq([a-zA-Z]+)qz/g, (whole, word: string) =>
      Object.hasOwn(words, word) ? `<${words[word as Word]}>` : whole,
    )
    .replace(/zq-([a-z0-9-]+)-qz/g, (_, name: string) => `<${name.replaceAll('-', ' ')}>`)
    .replace(/\b(ey[\w-]{8,}\.ey[\w-]+)\.[\w-]+/g, '$1.<signature>');
}

/** A header with its stand-ins in words. Basic credentials are base64, in which no stand-in could be seen. */
export function headerInWords(name: string, value: string): string {
  if (name.toLowerCase() === 'authorization' && /^Basic /i.test(value))
    return 'Basic <client id:client secret, base64>';
  return inWords(value);
}
