import { hasFrontChannel } from '../../core/grant-type.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';
import type { Popup } from '../models/popup.ts';
import { EndpointFields } from './endpoint-fields.tsx';
import { FrontChannelFields } from './front-channel-fields.tsx';
import { HardeningFields } from './hardening-fields.tsx';
import { ParametersEditor } from './parameters-editor.tsx';

const AboutFields = later(async () => (await import('./about-fields.tsx')).AboutFields);

/** What most people never need. Folded up, but for those who have no issuer, or an own grant. */
export function MoreFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  return (
    <details
      class="more"
      open={form.moreOpen.value}
      onToggle={(event) => {
        form.moreOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{formText.more}</summary>
      <EndpointFields popup={popup} draft={draft} />
      <ParametersEditor popup={popup} draft={draft} />
      {hasFrontChannel(draft.grant_type) && <FrontChannelFields popup={popup} draft={draft} />}
      <HardeningFields popup={popup} draft={draft} />
      <AboutFields popup={popup} draft={draft} />
    </details>
  );
}
