import { type CibaServer, ciba, startCibaServer } from '../../support/strict/ciba-server.ts';
import { strictClient } from '../../support/strict/strict-endpoint.ts';
import type { World } from './world.ts';

/** From here on the world's profile asks its user on the phone, at a CIBA server that lives by the world's clock. */
export async function asksByPhone(world: World): Promise<CibaServer> {
  const phone = await startCibaServer(() => world.memory.clock.now);
  const { metadata: _1, issuer: _2, ...bare } = world.profile;
  world.memory.disk.profiles.set('acme', {
    ...bare,
    ...strictClient,
    grant_type: ciba,
    token_endpoint_auth_method: 'client_secret_basic',
    login_hint: 'alice',
    scope: ['openid'],
    endpoints: {
      token_endpoint: `${phone.origin}/token`,
      backchannel_authentication_endpoint: `${phone.origin}/ciba`,
    },
  });
  return phone;
}
