import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile, TokenSource } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import type { Again } from '../oauth/grants/again.ts';
import { requestClientCredentials } from '../oauth/grants/client-credentials.ts';
import { type GrantRequest, requestByGrant } from '../oauth/grants/generic.ts';
import { jwtBearerRequest } from '../oauth/grants/jwt-bearer.ts';
import { passwordRequest } from '../oauth/grants/password.ts';
import { samlBearerRequest } from '../oauth/grants/saml-bearer.ts';
import { type TypedToken, tokenExchangeRequest, tokenType } from '../oauth/grants/token-exchange.ts';

/**
 * Asks by a grant that needs nobody: the first time, and to renew a token without a refresh token. Stored tokens that are exchanged are
 * made fresh by `freshToken` first. Fails with `source_gone`, `key_gone`, and as a request does.
 */
export async function requestGrant(
  profile: Profile,
  ports: Ports,
  freshToken: (id: string) => Promise<Token>,
  again: Again = {},
): Promise<Token> {
  if (profile.grant_type === 'client_credentials') return requestClientCredentials(profile, ports, again);
  return requestByGrant(profile, await grantRequest(profile, ports, freshToken), ports, again);
}

async function grantRequest(
  profile: Profile,
  ports: Ports,
  freshToken: (id: string) => Promise<Token>,
): Promise<GrantRequest> {
  switch (profile.grant_type) {
    case 'password':
      return passwordRequest(profile);
    case 'urn:ietf:params:oauth:grant-type:token-exchange': {
      const { subject, actor } = profile;
      if (!subject) throw new Failure('profile_incomplete', { reason: 'there is no token to exchange' });
      const actorToken = actor && (await typedToken(actor, profile, ports, freshToken));
      return tokenExchangeRequest(await typedToken(subject, profile, ports, freshToken), actorToken);
    }
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return jwtBearerRequest(profile, ports);
    case 'urn:ietf:params:oauth:grant-type:saml2-bearer':
      return samlBearerRequest(profile);
    default:
      return { grant_type: profile.extensionGrant ?? profile.grant_type, parameters: {} };
  }
}

async function typedToken(
  source: TokenSource,
  profile: Profile,
  ports: Ports,
  freshToken: (id: string) => Promise<Token>,
): Promise<TypedToken> {
  if ('text' in source) return source;
  const stored = await ports.tokens.get(source.tokenId);
  if (!stored) throw new Failure('source_gone');
  const owner = await ports.profiles.get(stored.profileId);
  // Two profiles that exchange each other's tokens would wait for each other for ever.
  const token = owner?.grant_type === profile.grant_type ? stored : await freshToken(source.tokenId);
  const text = token[source.part];
  if (text === undefined) throw new Failure('source_gone');
  return { text, type: tokenType(source.part) };
}
