import type { GrantType } from '../core/grant-type.ts';

/** The grants by the names that people use. */
export const grantNames: Record<GrantType, string> = {
  authorization_code: 'Authorization code',
  implicit: 'Implicit',
  hybrid: 'Hybrid',
  password: 'Resource owner password',
  client_credentials: 'Client credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'Device code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'Token exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'JWT bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer': 'SAML 2 bearer',
  'urn:openid:params:grant-type:ciba': 'CIBA (poll)',
  extension: 'Own grant type',
};
