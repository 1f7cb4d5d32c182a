import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

/** A form that was left without saving waits here. */
export function UnsavedForm({ popup }: { popup: Popup }) {
  const draft = popup.status.snapshot.value?.draft;
  if (!draft) return null;
  return (
    <div class="unsaved row small">
      <p class="grow cut">{text.list.unsaved(draft.name)}</p>
      <button type="button" class="soft" onClick={() => popup.form.resume(draft)}>
        {text.list.resume}
      </button>
      <button type="button" class="plain" onClick={() => popup.form.discard(draft.id)}>
        {text.list.discard}
      </button>
    </div>
  );
}
