import { usableDeviations } from '../core/deviation-faults.ts';
import { Failure } from '../core/failure.ts';
import { jsonParameters } from '../core/parameter.ts';
import { parseProfile } from '../core/parse-profile.ts';
import { endpointNames, type Profile } from '../core/profile.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';

/** What stands for each thing that a form does not say yet. Every text is a word that survives in URLs and headers. */
export type StandIns = Partial<ProfileDraft> & { endpoint(name: string): string };

/**
 * The profile that a form will become, as far as it is filled in: what is missing or wrong is replaced by its stand-in. Fails with
 * `profile_incomplete` where there is none.
 */
export function provisionalProfile(draft: ProfileDraft, { endpoint, ...standIns }: StandIns): Profile {
  const filled: Record<string, unknown> = { ...draft };
  for (const [name, value] of Object.entries(standIns)) if (!filled[name]) filled[name] = value;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const parsed = parseProfile(filled as ProfileDraft, { position: 0 });
    if ('profile' in parsed) return parsed.profile;
    for (const field of Object.keys(parsed.errors)) mend(field);
  }
  throw new Failure('profile_incomplete', { reason: 'too little is filled in' });

  function mend(field: string): void {
    const name = endpointNames.find((each) => each === field);
    if (name) filled.endpoints = { ...(filled.endpoints as object), [name]: endpoint(name) };
    else if (field === 'issuer') filled.issuer = '';
    else if (field === 'deviations') filled.deviations = usableDeviations(draft.deviations ?? {});
    else if (field === 'parameters') filled.parameters = draft.parameters.filter(isWhole);
    else if (field in standIns) filled[field] = standIns[field as keyof typeof standIns];
  }
}

function isWhole({ name, value }: ProfileDraft['parameters'][number]): boolean {
  if (!name.trim()) return false;
  if (!jsonParameters.includes(name.trim())) return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    // The form says so beside the parameter.
    return false;
  }
}
