import { base64url } from 'jose';
import type { Profile } from '../../core/profile.ts';
import type { GrantRequest } from './generic.ts';

/** A SAML 2.0 assertion in place of a user (RFC 7522, section 2.1), as pasted: XML is encoded, what is encoded stays. */
export function samlBearerRequest({ assertion: pasted = '' }: Profile): GrantRequest {
  const text = pasted.trim();
  const assertion = text.startsWith('<') ? base64url.encode(text) : text;
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    parameters: { assertion },
    secrets: [assertion, text],
  };
}
