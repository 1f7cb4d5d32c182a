import type { ProfileView } from '../core/snapshot.ts';

type Group = { integration: string; profiles: ProfileView[] };

/** Profiles under their integrations: first those that have none, then group by group, each where its first profile stands. */
export function byIntegration(profiles: readonly ProfileView[]): Group[] {
  const groups = new Map<string, ProfileView[]>([['', []]]);
  for (const profile of profiles)
    groups.set(profile.integration, [...(groups.get(profile.integration) ?? []), profile]);
  return [...groups]
    .map(([integration, members]) => ({ integration, profiles: members }))
    .filter((each) => each.profiles.length > 0);
}
