import { type GrantType, hasFrontChannel } from '../core/grant-type.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';

type Metadata = ProfileDraft['metadata'];

/** What the server's metadata says of a possibility; undefined: it does not speak of it. It never forbids. */
export type Listed = boolean | undefined;

export function listsGrant(metadata: Metadata, grant: GrantType): Listed {
  const grants = metadata?.grant_types_supported;
  if (grant === 'extension') return true;
  if (grant === 'hybrid') return listsHybrid(metadata);
  if (grant === 'implicit' && !grants)
    return lists(metadata?.response_types_supported, ['token', 'id_token', 'id_token token']);
  return lists(grants, [grant]) ?? endpointOf(metadata, grant);
}

/** A server without the endpoint of a grant does not know it. */
function endpointOf(metadata: Metadata, grant: GrantType): Listed {
  if (!metadata) return undefined;
  if (grant === 'urn:ietf:params:oauth:grant-type:device_code') return Boolean(metadata.device_authorization_endpoint);
  if (grant === 'urn:openid:params:grant-type:ciba') return Boolean(metadata.backchannel_authentication_endpoint);
  return undefined;
}

function listsHybrid(metadata: Metadata): Listed {
  return metadata?.response_types_supported?.some((type) => type.split(' ').length > 1 && type.includes('code'));
}

export function listsResponseType(metadata: Metadata, type: string): Listed {
  const wanted = sorted(type);
  return metadata?.response_types_supported?.some((each) => sorted(each) === wanted);
}

export function listsResponseMode(metadata: Metadata, mode: string): Listed {
  return mode === '' ? true : lists(metadata?.response_modes_supported, [mode]);
}

export function listsAuthMethod(metadata: Metadata, method: string): Listed {
  const names = method === 'tls_client_auth' ? [method, 'self_signed_tls_client_auth'] : [method];
  return lists(metadata?.token_endpoint_auth_methods_supported, names);
}

export function listsChallenge(metadata: Metadata, method: string): Listed {
  return method === 'none' ? undefined : lists(metadata?.code_challenge_methods_supported, [method]);
}

type Hardening = 'pushed' | 'signedRequest' | 'dpop' | 'rawBasic';

export function listsHardening(metadata: Metadata, what: Hardening): Listed {
  if (!metadata || what === 'rawBasic') return undefined;
  if (what === 'pushed') return Boolean(metadata.pushed_authorization_request_endpoint);
  if (what === 'dpop') return Boolean(metadata.dpop_signing_alg_values_supported?.length);
  return Boolean(metadata.request_object_signing_alg_values_supported?.length);
}

export function requiresHardening(metadata: Metadata, what: Hardening): boolean {
  if (what === 'pushed') return metadata?.require_pushed_authorization_requests === true;
  return what === 'signedRequest' && metadata?.require_signed_request_object === true;
}

/** Whether something signs with the profile's key, and where the form asks for it. */
export function keyPlace(draft: ProfileDraft): 'client' | 'assertion' | 'request' | undefined {
  const { grant_type, token_endpoint_auth_method, signedRequest } = draft;
  if (token_endpoint_auth_method === 'private_key_jwt' && grant_type !== 'implicit') return 'client';
  if (grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && signsAssertion(draft)) return 'assertion';
  return signedRequest && hasFrontChannel(grant_type) ? 'request' : undefined;
}

/** Whether the assertion is to be built; a stored one stays behind, so claims in the form speak for building. */
export function signsAssertion({ assertion, assertionClaims }: ProfileDraft): boolean {
  return assertion === '' || (assertion === undefined && assertionClaims.trim() !== '');
}

function lists(values: readonly string[] | undefined, wanted: readonly string[]): Listed {
  return values && wanted.some((each) => values.includes(each));
}

function sorted(type: string): string {
  return type.split(' ').sort().join(' ');
}
