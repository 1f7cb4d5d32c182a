import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { SigningKey } from '../core/signing-key.ts';

/** Where the keys that sign for clients are found. */
export type Keys = { keys: Pick<Ports['keys'], 'get'> };

/** The client of a profile, as oauth4webapi wants it. */
export function clientOf(profile: Pick<Profile, 'client_id'>): oauth.Client {
  return { client_id: profile.client_id };
}

type Credentials = Pick<
  Profile,
  'client_id' | 'client_secret' | 'token_endpoint_auth_method' | 'rawBasic' | 'issuer' | 'keyId' | 'deviations'
>;

/** What a profile shows who it is with, in every form that a server could echo. None of it may ever be quoted. */
export function clientSecrets(
  profile: Pick<Profile, 'client_id' | 'client_secret' | 'password' | 'assertion' | 'introspection_secret'>,
): string[] {
  const others = [profile.password, profile.assertion, profile.introspection_secret].filter(
    (each) => each !== undefined,
  );
  if (!profile.client_secret) return others;
  const encoded = formEncoded(profile.client_secret);
  return [profile.client_secret, credentials(profile), encoded, rawCredentials(profile), ...others];
}

/**
 * How the client authenticates, at the token endpoint and wherever else it must: RFC 6749, section 2.3.1 (Basic form-encoded as it
 * says, or raw where the profile says so), RFC 7523, section 2.2 (assertions), RFC 8705 (the browser shows the certificate).
 * A request fails with `key_gone` when the key was deleted.
 */
export function clientAuth(profile: Credentials, ports: Keys): oauth.ClientAuth {
  const secret = profile.client_secret ?? '';
  switch (profile.token_endpoint_auth_method) {
    case 'client_secret_basic':
      return basic(profile.rawBasic ? rawCredentials(profile) : credentials(profile));
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret);
    case 'client_secret_jwt':
      return (server, ...request) => oauth.ClientSecretJwt(secret, audience(profile, server))(server, ...request);
    case 'private_key_jwt':
      return async (server, ...request) => {
        const { privateKey, publicJwk } = await signingKey(profile, ports);
        const key = { key: privateKey, kid: publicJwk.kid };
        await oauth.PrivateKeyJwt(key, audience(profile, server))(server, ...request);
      };
    case 'tls_client_auth':
      return oauth.TlsClientAuth();
    case 'none':
      return profile.deviations?.emptyBasic ? basic(credentials({ client_id: profile.client_id })) : oauth.None();
  }
}

/** The key that signs for the client. Fails with `key_gone`. */
export async function signingKey(profile: Pick<Profile, 'keyId'>, ports: Keys): Promise<SigningKey> {
  const key = profile.keyId === undefined ? undefined : await ports.keys.get(profile.keyId);
  if (!key) throw new Failure('key_gone');
  return key;
}

/** Where no issuer is known, an assertion is meant for the token endpoint (RFC 7523, section 3). */
function audience(profile: Credentials, server: oauth.AuthorizationServer): oauth.ModifyAssertionOptions {
  if (profile.issuer !== undefined || server.token_endpoint === undefined) return {};
  const aud = server.token_endpoint;
  return {
    [oauth.modifyAssertion](_header, claims) {
      claims.aud = aud;
    },
  };
}

function basic(value: string): oauth.ClientAuth {
  return (_server, _client, _body, headers) => headers.set('authorization', `Basic ${value}`);
}

/**
 * The credentials form-encoded, each by itself. oauth4webapi writes `-`, `_` and `.` as %2D, %5F and %2E too; servers that decode nothing
 * would then know no client id that is a UUID, and the RFCs' own examples (RFC 8693, section 2.3) leave them as they are.
 */
function credentials({ client_id, client_secret }: Pick<Profile, 'client_id' | 'client_secret'>): string {
  return btoa(`${formEncoded(client_id)}:${formEncoded(client_secret ?? '')}`);
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** The credentials as RFC 7617 writes them, without the form encoding of OAuth. */
function rawCredentials({ client_id, client_secret }: Pick<Profile, 'client_id' | 'client_secret'>): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${client_id}:${client_secret ?? ''}`)));
}
