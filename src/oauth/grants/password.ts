import type { Profile } from '../../core/profile.ts';
import type { GrantRequest } from './generic.ts';

/** The user's own name and password (RFC 6749, section 4.3.2). */
export function passwordRequest({ username = '', password = '' }: Profile): GrantRequest {
  return { grant_type: 'password', parameters: { username, password } };
}
