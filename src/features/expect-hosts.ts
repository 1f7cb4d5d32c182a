import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { hostNames } from '../core/url-pattern.ts';
import { serverHosts } from '../oauth/server.ts';

/** That Tokendock may talk to the profile's server. Fails with `permission_missing`: the tester can take it away at any time. */
export async function expectHosts(profile: Profile, ports: Pick<Ports, 'hosts'>): Promise<void> {
  const hosts = serverHosts(profile);
  if (!(await ports.hosts.granted(hosts))) throw new Failure('permission_missing', { hosts: hostNames(hosts) });
}
