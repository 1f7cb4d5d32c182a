import type { Deviations } from '../core/deviations.ts';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
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
  const draft = await draftOf(id, ports);
  await putDeviations(id, after, draft && (withSetting(draft.deviations, setting) ?? after), ports);
  return before;
}

/** Gives a profile, and its half-filled form, the deviations of before. Fails with `profile_gone`. */
export async function restoreDeviations(id: string, before: Deviations | undefined, ports: Kept): Promise<void> {
  await putDeviations(id, before, before, ports);
}

/** A form as it was typed; whether it is one of this version's, its reader will say. */
function draftOf(id: string, ports: Kept): Promise<{ id: string; deviations?: Deviations } | undefined> {
  return ports.drafts.get(id);
}

async function putDeviations(
  id: string,
  deviations: Deviations | undefined,
  ofDraft: Deviations | undefined,
  ports: Kept,
): Promise<void> {
  const { deviations: _1, ...profile } = await expectProfile(id, ports);
  await ports.profiles.put({ ...profile, ...(deviations && { deviations }) });
  const draft = await draftOf(id, ports);
  if (draft) {
    const { deviations: _2, ...rest } = draft;
    await ports.drafts.put({ ...rest, ...(ofDraft && { deviations: ofDraft }) });
  }
  ports.changes.tell();
}
