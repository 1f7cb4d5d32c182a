import type { ProfileDraft } from '../../core/profile-draft.ts';
import { benchLink } from '../bench-link.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';
import type { Popup } from '../models/popup.ts';

const DeviationsEditor = later(async () => (await import('../deviations/deviations-editor.tsx')).DeviationsEditor);

/** How the provider differs from the RFCs: in full where there is room, else in a line. */
export function ProviderDeviations({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  if (!popup.leave) return <DeviationsEditor popup={popup} draft={draft} />;
  const isSet = Object.keys(draft.deviations ?? {}).length > 0;
  const error = popup.form.errors.value.deviations;
  return (
    <div class="field">
      <p class="row small">
        <span class="grow">
          <b>{formText.deviations}</b> <span class="quiet">{isSet ? formText.deviates : formText.conforms}</span>
        </span>
        <a class="button soft" {...benchLink(popup, { profileId: draft.id, view: 'setup' })}>
          {formText.toDeviations}
        </a>
      </p>
      {error && <p class="error">{error}</p>}
    </div>
  );
}
