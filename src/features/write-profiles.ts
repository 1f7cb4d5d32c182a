import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { oauth2ElementOf } from '../formats/oauth2-element-of.ts';
import { writeProfileFile } from '../formats/profile-file.ts';
import { writeOauth2Element } from '../formats/write-oauth2-element.ts';
import { writePostman } from '../formats/write-postman.ts';
import { profilesInOrder } from './profiles-in-order.ts';

/** How profiles are written for others. */
export type WrittenForm = 'tokendock' | 'postman' | 'oauth2';

/** A file to keep, and as sentences what is not in it. */
export type WrittenProfiles = { name: string; type: string; text: string; leftOut: string[] };

/** Writes stored profiles, in the tester's order. Without `withSecrets` no secret is in it. */
export async function writeProfiles(
  { ids, form, withSecrets }: { ids: readonly string[]; form: WrittenForm; withSecrets: boolean },
  ports: Pick<Ports, 'profiles'>,
): Promise<WrittenProfiles> {
  const profiles = (await profilesInOrder(ports)).filter(({ id }) => ids.includes(id));
  const json = 'application/json';
  switch (form) {
    case 'tokendock':
      return { name: 'tokendock-profiles.json', type: json, ...writeProfileFile(profiles, { withSecrets }) };
    case 'postman':
      return { name: 'tokendock.postman_collection.json', type: json, ...writePostman(profiles, { withSecrets }) };
    case 'oauth2':
      return { name: 'oauth2.xml', type: 'application/xml', ...elements(profiles) };
  }
}

function elements(profiles: readonly Profile[]): Pick<WrittenProfiles, 'text' | 'leftOut'> {
  return {
    text: profiles.map((profile) => writeOauth2Element(oauth2ElementOf(profile))).join('\n'),
    leftOut: profiles.map(
      ({ name }) => `${name}: client id, secrets and whatever else no <oauth2> element has a place for.`,
    ),
  };
}
