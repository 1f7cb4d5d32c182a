import type { ProfileDraft } from '../../core/profile-draft.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

/** Forms that were left without saving wait here. */
export function UnsavedForms({ popup }: { popup: Popup }) {
  const { drafts = [] } = popup.status.snapshot.value ?? {};
  if (drafts.length === 0) return null;
  return (
    <ul class="unsaved">
      {drafts.map((draft) => (
        <UnsavedForm key={draft.id} popup={popup} draft={draft} />
      ))}
    </ul>
  );
}

function UnsavedForm({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const isStored = popup.status.snapshot.value?.profiles.some(({ id }) => id === draft.id);
  const about = isStored ? text.list.changed(draft.name) : text.list.unsaved(draft.name);
  return (
    <li class="row small" data-row>
      <p class="grow cut" title={about}>
        {about}
      </p>
      <button
        type="button"
        class="soft"
        aria-label={`${text.list.resume}: ${draft.name}`}
        onClick={() => popup.form.resume(draft)}
      >
        {text.list.resume}
      </button>
      <button
        type="button"
        class="plain"
        aria-label={`${text.list.discard}: ${draft.name}`}
        onClick={() => void popup.form.discard(draft).then(() => popup.focus.goTo('undo'))}
      >
        {text.list.discard}
      </button>
    </li>
  );
}
