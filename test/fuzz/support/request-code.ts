import type { Login } from '../../../src/core/login.ts';
import type { Profile } from '../../../src/core/profile.ts';
import type { Token } from '../../../src/core/token.ts';
import { exchangeCode } from '../../../src/oauth/grants/authorization-code.ts';
import { noon } from '../../core/support/records.ts';
import { createMemory } from '../../support/memory-ports.ts';

/** What a login gets whose code the server answers with this ID token; `jwks` answers for its keys. */
export function requestCode(profile: Profile, id_token: string, jwks: () => Promise<Response>): Promise<Token> {
  const login = {
    ...{ id: 'state', profileId: profile.id, startedAt: noon, step: 'requesting', stepAt: noon },
    ...{ redirect_uri: 'https://app.acme.example/callback', code_verifier: 'v'.repeat(43), nonce: 'n' },
  } satisfies Login;
  const metadata = { issuer: '', ...profile.metadata, token_endpoint: `${profile.issuer}/token` };
  const fetch: typeof globalThis.fetch = async (url) =>
    String(url).endsWith('/token') ? Response.json({ access_token: 'a', token_type: 'Bearer', id_token }) : jwks();
  const { ports } = createMemory().background();
  const callback = { url: `${login.redirect_uri}?code=c&state=state` };
  return exchangeCode({ ...profile, metadata }, login, callback, { ...ports, fetch, now: () => noon });
}
