import { aProfile, aToken } from '../../core/support/records.ts';
import type { Records } from './put-records.ts';

const profileCount = 1000;
const tokensOfEach = 5;

export const manyText = `${profileCount} profiles, ${profileCount * tokensOfEach} tokens`;

/** What a whole company's tester might keep. */
export function manyRecords(): Records {
  const now = Date.now();
  const profiles = Array.from({ length: profileCount }, (_, position) =>
    aProfile({ id: `profile-${position}`, name: `Service ${position}`, description: 'Staging', position }),
  );
  const tokens = profiles.flatMap((profile) =>
    Array.from({ length: tokensOfEach }, (_, index) =>
      aToken({
        id: `${profile.id}-${index}`,
        profileId: profile.id,
        access_token: 'x'.repeat(900),
        obtainedAt: now,
        expiresAt: now + 86_400_000,
        user: { sub: `user-${index}`, name: `user ${index}` },
      }),
    ),
  );
  return { profiles, tokens };
}
