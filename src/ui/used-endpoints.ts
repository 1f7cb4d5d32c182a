import { type GrantType, hasFrontChannel, hasTokenRequest } from '../core/grant-type.ts';
import type { EndpointName } from '../core/profile.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';

const ofGrant: { [Grant in GrantType]?: EndpointName } = {
  'urn:ietf:params:oauth:grant-type:device_code': 'device_authorization_endpoint',
  'urn:openid:params:grant-type:ciba': 'backchannel_authentication_endpoint',
};

/** The endpoints that a login goes to, in its order. */
export function usedEndpoints({ grant_type, pushed }: Pick<ProfileDraft, 'grant_type' | 'pushed'>): EndpointName[] {
  const own = ofGrant[grant_type];
  return [
    ...(hasFrontChannel(grant_type) ? (['authorization_endpoint'] as const) : []),
    ...(hasFrontChannel(grant_type) && pushed ? (['pushed_authorization_request_endpoint'] as const) : []),
    ...(own ? [own] : []),
    ...(hasTokenRequest(grant_type) ? (['token_endpoint'] as const) : []),
  ];
}
