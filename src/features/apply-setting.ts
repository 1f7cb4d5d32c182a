import type { Deviations } from '../core/deviations.ts';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { StoredDraft } from '../core/stored-draft.ts';
import { withSetting } from '../core/with-setting.ts';
import { expectProfile } from './expect.ts';

type Kept = Pick<Ports, 'profiles' | 'drafts' | 'changes'>;

/**
 * Takes the setting that a failure offers over into a profile, and into its half-filled form. Returns the deviations of before. Fails with
 * `profile_gone`, and with `unknown` for the setting of another version.
 */
export async function applySetting(id: string, setting: string, ports: Kept): Promise<Deviations | undefined> {
  const { deviations: before } = await expectProfile(id, ports);
  const after = withSetting(before, setting);
  if (!after) throw new Failure('unknown', { reason: 'this setting is of another version' });
  await changeDeviations(id, (now) => withSetting(now, setting) ?? after, ports);
  return before;
}

/** Gives a profile, and its half-filled form, the deviations of before. Fails with `profile_gone`. */
export async function restoreDeviations(id: string, before: Deviations | undefined, ports: Kept): Promise<void> {
  await changeDeviations(id, () => before, ports);
}

async function changeDeviations(
  id: string,
  next: (now: Deviations | undefined) => Deviations | undefined,
  ports: Kept,
): Promise<void> {
  await expectProfile(id, ports);
  const change = <Entry extends object>({ deviations: now, ...rest }: Entry & { deviations?: Deviations }) => {
    const deviations = next(now);
    return { ...rest, ...(deviations && { deviations }) };
  };
  await ports.profiles.change(id, change<Profile>);
  // A form as it was typed; whether it is one of this version's, its reader will say.
  await ports.drafts.change(id, change<StoredDraft>);
  ports.changes.tell();
}
