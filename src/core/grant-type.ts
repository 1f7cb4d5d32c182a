/**
 * The grants that a profile can use, by the value of `grant_type` where the RFCs give one. `implicit` and `hybrid` have none, since they
 * end at the authorization endpoint; `extension` stands for a grant type of the tester's own (RFC 6749, section 4.5).
 */
export const grantTypes = [
  'authorization_code',
  'implicit',
  'hybrid',
  'password',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:openid:params:grant-type:ciba',
  'extension',
] as const;
export type GrantType = (typeof grantTypes)[number];

/** Whether the grant sends the user to the authorization endpoint. */
export function hasFrontChannel(grant: GrantType): boolean {
  return grant === 'authorization_code' || grant === 'implicit' || grant === 'hybrid';
}

/** Whether the grant uses the token endpoint. */
export function hasTokenRequest(grant: GrantType): boolean {
  return grant !== 'implicit';
}

/** Whether the same request can be made again without anybody: then it renews a token that has no refresh token. */
export function isRepeatable(grant: GrantType): boolean {
  return (
    !hasFrontChannel(grant) &&
    grant !== 'urn:ietf:params:oauth:grant-type:device_code' &&
    grant !== 'urn:openid:params:grant-type:ciba'
  );
}

/** What an implicit or hybrid request asks for (OAuth 2.0 Multiple Response Type Encoding Practices). */
export const responseTypes = {
  implicit: ['token', 'id_token', 'id_token token'],
  hybrid: ['code id_token', 'code token', 'code id_token token'],
} as const;
export type ResponseType = (typeof responseTypes)['implicit' | 'hybrid'][number];
