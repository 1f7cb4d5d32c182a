import { parseProfile } from '../core/parse-profile.ts';
import type { Ports } from '../core/ports.ts';
import { type Profile, type SecretField, secretFields } from '../core/profile.ts';
import { draftOf, type FieldErrors, type ProfileDraft } from '../core/profile-draft.ts';
import { isMetadataOf } from '../oauth/issuer.ts';
import { expectProfile } from './expect.ts';
import { relabelTokens } from './relabel-tokens.ts';

/**
 * Saves a form and discards its draft, or says field by field what is wrong. New profiles come first in the list.
 * Sign-ins are the background's to cancel, wherever this runs.
 */
export async function saveProfile(
  draft: ProfileDraft,
  ports: Pick<Ports, 'profiles' | 'tokens' | 'logins' | 'drafts' | 'changes'>,
  cancelLogin: (id: string) => Promise<void>,
): Promise<{ errors: FieldErrors } | { saved: true }> {
  const stored = await ports.profiles.get(draft.id);
  const kept = await ports.drafts.get(draft.id).catch(() => undefined);
  const position = stored?.position ?? Math.min(0, ...(await ports.profiles.list()).map((each) => each.position)) - 1;
  const parsed = parsedWith(stored, draft, position);
  if ('errors' in parsed) return parsed;
  const { profile } = parsed;
  if (stored && JSON.stringify(asksBy(stored)) !== JSON.stringify(asksBy(profile))) {
    // A code of the server of before must not go to another one.
    const own = (await ports.logins.list()).filter((login) => login.profileId === profile.id);
    const answered = own.filter(({ step }) => step === 'signing_in' || step === 'requesting');
    for (const login of answered) await cancelLogin(login.id);
  }
  // What a server gave meanwhile (another secret, say) is not taken back.
  const upToDate = (now: Profile) => ({ profile, ...parsedWith(now, draft, now.position) }).profile;
  if (!(await ports.profiles.change(draft.id, upToDate))) await ports.profiles.put(profile);
  if (JSON.stringify(stored?.deviations) !== JSON.stringify(profile.deviations)) await relabelTokens(profile, ports);
  // What another window typed meanwhile, or a registration filled in, was not saved here. What can't be read makes way.
  if (kept) await ports.drafts.change(draft.id, (now) => (now.editedAt === kept.editedAt ? undefined : now));
  else await ports.drafts.delete(draft.id);
  ports.changes.tell();
  return { saved: true };
}

/** The profile that the form becomes, with what only the stored one knows. */
function parsedWith(stored: Profile | undefined, draft: ProfileDraft, position: number) {
  const secrets = secretFields.flatMap((field) => (stored?.[field] === undefined ? [] : [[field, stored[field]]]));
  // A registration manages its own client only.
  const registration = stored?.client_id === draft.client_id.trim() ? stored.registration : undefined;
  const kept = { position, ...Object.fromEntries(secrets), ...(registration && { registration }) };
  // What lies on disk already can't be taken back.
  const sessionOnly = (stored ?? draft).sessionOnly === true;
  const parsed = parseProfile({ ...draft, sessionOnly }, kept);
  // What was discovered of one issuer says nothing about another.
  if ('profile' in parsed && !isOfIssuer(parsed.profile)) delete parsed.profile.metadata;
  return parsed;
}

function isOfIssuer({ metadata, issuer }: Profile): boolean {
  return metadata !== undefined && issuer !== undefined && isMetadataOf(metadata, issuer);
}

/** What the requests of a profile depend on. */
function asksBy(profile: Profile): object {
  return Object.fromEntries(Object.entries(profile).filter(([name]) => !beside.includes(name)));
}

const beside = [
  ...['name', 'description', 'position', 'visibility', 'integration', 'shared', 'services'],
  ...['baseUri', 'baseUriField', 'knownFields'],
];

/** The form of a stored profile. Fails with `profile_gone`. */
export async function editProfile(id: string, ports: Pick<Ports, 'profiles'>): Promise<ProfileDraft> {
  return draftOf(await expectProfile(id, ports));
}

/** A secret of a profile, for the tester who asked to see it. */
export async function revealSecret(id: string, field: SecretField, ports: Pick<Ports, 'profiles'>): Promise<string> {
  return (await expectProfile(id, ports))[field] ?? '';
}
