import * as v from 'valibot';
import type { Profile } from '../../core/profile.ts';
import { draftOf, type ProfileDraft } from '../../core/profile-draft.ts';
import { type FileProfile, fileProfile, fileVersion, profileFile } from '../file-profile.ts';
import { unusable } from '../unusable.ts';
import { readJson } from './json-text.ts';
import type { ReadProfile } from './read-profile.ts';

const format = 'a file of Tokendock’s profiles';

/** What a file holds: forms of new profiles, and a sentence for each one that can't be read. */
export type ReadProfileFile = { profiles: ReadProfile[]; refused: string[] };

/**
 * Reads a file that `writeProfileFile` wrote, or that somebody wrote like it. Every profile gets an id of its own, so none replaces
 * another. Fails with `import_unreadable`, `import_too_large`.
 */
export function readProfileFile(text: string, ports: { randomId: () => string }): ReadProfileFile {
  const file = v.safeParse(profileFile, readJson(text, format));
  if (!file.success) {
    throw unusable(format, `it has no right ${placeOf(file.issues[0])}`, 'Choose a file that Tokendock exported.');
  }
  const { version, secrets, profiles } = file.output;
  if (version !== fileVersion) {
    const reason = version > fileVersion ? 'a newer Tokendock wrote it' : `its version ${version} was never used`;
    throw unusable(format, reason, 'Update Tokendock, or export the profiles anew.');
  }
  const read: ReadProfileFile = { profiles: [], refused: [] };
  for (const [index, raw] of profiles.entries()) {
    const parsed = v.safeParse(fileProfile, raw);
    if (parsed.success) read.profiles.push(readOne(parsed.output, unknownMembers(raw), secrets, ports.randomId()));
    else
      read.refused.push(
        `Profile ${index + 1}${nameOf(raw)} was left out: its ${placeOf(parsed.issues[0])} is not right.`,
      );
  }
  if (read.profiles.length === 0) {
    throw unusable(format, read.refused[0]?.replace(/\.$/, '') ?? 'there is no profile in it', 'Choose another file.');
  }
  return read;
}

function readOne(profile: FileProfile, unknown: string[], secrets: boolean, id: string): ReadProfile {
  const { client_secret = '', password = '', assertion = '', introspection_secret = '', registration } = profile;
  const draft: ProfileDraft = {
    // The schema knows `undefined` where the profile knows absence.
    ...draftOf({ ...defined(profile), id, position: 0 } as Profile),
    client_secret,
    password,
    assertion,
    introspection_secret,
    ...(registration && { registration }),
  };
  return {
    draft,
    token: {},
    api: [],
    notUnderstood: unknown.map((name) => `“${name.slice(0, 40)}” is not known to this version, and was left out.`),
    remarks: remarksOf(draft, secrets),
  };
}

function remarksOf(draft: ProfileDraft, secrets: boolean): string[] {
  const signs =
    draft.token_endpoint_auth_method === 'private_key_jwt' ||
    draft.signedRequest ||
    (draft.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && !draft.assertion);
  const needsSecret = draft.token_endpoint_auth_method.startsWith('client_secret') && !draft.client_secret;
  return [
    ...(signs
      ? ['It signs with a key, and keys stay in the browser that has them: import it, or let Tokendock make one.']
      : []),
    ...(needsSecret && !secrets ? ['The file was written without secrets: type the client secret.'] : []),
  ];
}

function unknownMembers(raw: unknown): string[] {
  return Object.keys(raw as object).filter((name) => !Object.hasOwn(fileProfile.entries, name));
}

/** The name of what is wrong, never its value. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? 'form';
}

function nameOf(raw: unknown): string {
  const { name } = (raw ?? {}) as { name?: unknown };
  return typeof name === 'string' && name ? ` (“${name.slice(0, 40)}”)` : '';
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
