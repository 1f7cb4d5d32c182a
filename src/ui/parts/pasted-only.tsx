import type { ProfileDraft } from '../../core/profile-draft.ts';
import { aboutText } from '../about-text.ts';
import type { Popup } from '../models/popup.ts';

/** For those who have a token already: all that asks for a server may stay empty. */
export function PastedOnly({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { pastedOnly } = draft;
  const isNamed = draft.issuer.trim() || Object.values(draft.endpoints).some((url) => url.trim());
  if (!pastedOnly && isNamed) return null;
  return (
    <div class="row small">
      {pastedOnly && (
        <p class="grow" role="status">
          {aboutText.pastedOnlyHint}
        </p>
      )}
      <button
        type="button"
        class={pastedOnly ? 'plain' : 'plain flush'}
        onClick={() => popup.form.change({ pastedOnly: !pastedOnly })}
      >
        {pastedOnly ? aboutText.withServer : aboutText.pastedOnly}
      </button>
    </div>
  );
}
