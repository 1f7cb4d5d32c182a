import * as oauth from 'oauth4webapi';
import type { Profile } from '../../core/profile.ts';
import type { Token } from '../../core/token.ts';
import { clientAuth, clientOf, clientSecrets, type Keys } from '../client.ts';
import { explain } from '../explain.ts';
import { serverHost, serverOf } from '../server.ts';
import { profileAt } from '../wire/token-host.ts';
import { wireOptions } from '../wire/wire-options.ts';

type Asking = Keys & { fetch: typeof fetch; now(): number };

/** Revokes a token and what renews it (RFC 7009): the refresh token first, since that ends the whole grant. */
export async function revoke(profile: Profile, token: Token, ports: Asking): Promise<void> {
  const at = profileAt(profile, token.origin);
  const server = serverOf(at);
  const client = clientOf(profile);
  const secrets = [...clientSecrets(profile), token.access_token, token.refresh_token];
  const options = wireOptions({ profile: at, kind: 'revocation', now: ports.now }, ports.fetch);
  const parts = [
    ['refresh_token', token.refresh_token],
    ['access_token', token.access_token],
  ] as const;
  try {
    for (const [token_type_hint, text] of parts) {
      if (text === undefined) continue;
      const additionalParameters = { token_type_hint };
      const response = await oauth.revocationRequest(server, client, clientAuth(profile, ports), text, {
        ...options,
        additionalParameters,
      });
      await oauth.processRevocationResponse(response).catch((error: unknown) => {
        // RFC 7009, section 2.2.1: the server revokes only refresh tokens, and that has ended the access token too.
        const isOver = token_type_hint === 'access_token' && token.refresh_token !== undefined;
        if (!isOver || !isUnsupportedType(error)) throw error;
      });
    }
  } catch (error) {
    throw await explain(error, { host: serverHost(profile), secrets });
  }
}

function isUnsupportedType(error: unknown): boolean {
  return error instanceof oauth.ResponseBodyError && error.error === 'unsupported_token_type';
}
