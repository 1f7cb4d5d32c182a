import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { hostNames } from '../core/url-pattern.ts';
import { serverHosts } from '../oauth/server.ts';

/** That Tokendock may talk to the profile's server. Fails with `permission_missing`: the tester can take it away at any time. */
export async function expectHosts(profile: Profile, ports: Pick<Ports, 'hosts'>): Promise<void> {
  await expectGranted(serverHosts(profile), ports);
}

/** The same for any hosts (match patterns). */
export async function expectGranted(hosts: readonly string[], ports: Pick<Ports, 'hosts'>): Promise<void> {
  if (!(await ports.hosts.granted(hosts))) throw new Failure('permission_missing', { hosts: hostNames(hosts) });
}
