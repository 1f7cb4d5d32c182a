import type { FailureRecord } from '../../core/failure.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import type { ProfileForm } from './profile-form.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

export type Offer = { setting: string; field: string; found: string };

/** The setting of the provider's deviations that a failure offers. */
export function offerOf({ code, values }: FailureRecord): Offer | undefined {
  if (code !== 'setting_needed' || typeof values.setting !== 'string') return undefined;
  return { setting: values.setting, field: String(values.field), found: String(values.found) };
}

/** Takes over what a failure offers. */
export function createSettings(inputs: UiInputs & { status: Status; undoing: Undoing; form: ProfileForm }) {
  const { send, status, undoing, form } = inputs;

  /** Then tries `again` at once. To be called first thing in a click. */
  async function take(id: string, offer: Offer, again: () => unknown): Promise<void> {
    const asked = status.askFor(status.snapshot.value?.profiles.find((each) => each.id === id)?.hosts ?? []);
    await status.after(
      send('setting.apply', { id, setting: offer.setting }).then(async (before) => {
        undoing.offer(text.setting.taken(offer), async () => {
          await send('setting.undo', { id, before });
          await readForm(id);
        });
        await readForm(id);
        await asked;
        await again();
      }),
    );
  }

  /** The form that is open shows what was taken over, beside what was typed. */
  async function readForm(id: string): Promise<void> {
    if (form.draft.value?.id === id) await form.edit(id);
  }

  return { take };
}
