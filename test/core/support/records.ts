import { type Binding, plainBinding } from '../../../src/core/binding.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';

export const noon = Date.UTC(2026, 10, 22, 12);

/** A public client at Acme, with typed endpoints and no issuer. */
export function aProfile(changes: Partial<Profile> = {}): Profile {
  return {
    id: 'acme',
    name: 'Acme',
    description: '',
    position: 0,
    endpoints: {
      authorization_endpoint: 'https://id.acme.example/authorize',
      token_endpoint: 'https://id.acme.example/token',
    },
    grant_type: 'authorization_code',
    client_id: 'tester',
    token_endpoint_auth_method: 'none',
    scope: ['pets:read'],
    scopeSeparator: ' ',
    redirect: { by: 'identity' },
    parameters: [],
    ...changes,
  };
}

/** Alice's token of that profile, which ends an hour after noon. */
export function aToken(changes: Partial<Token> = {}): Token {
  return {
    id: 'alice',
    profileId: 'acme',
    access_token: 'access-of-alice',
    token_type: 'bearer',
    refresh_token: 'refresh-of-alice',
    scope: ['pets:read'],
    obtainedAt: noon,
    expiresAt: noon + 3_600_000,
    user: { sub: 'user-alice', name: 'alice' },
    rest: {},
    ...changes,
  };
}

/** Alice's token without something that servers may leave away. */
export function without(field: 'refresh_token' | 'expiresAt' | 'user'): Token {
  const { [field]: _, ...token }: Token = aToken();
  return token;
}

/** Alice's token for Acme's API, spent by its own pages. */
export function aBinding(changes: Partial<Binding> = {}): Binding {
  return {
    id: 'binding',
    tokenId: 'alice',
    api: ['https://api.acme.example/*'],
    pages: ['https://app.acme.example/*'],
    ...plainBinding,
    createdAt: noon,
    order: 0,
    ...changes,
  };
}
