import type { ProfileDraft } from '../../core/profile-draft.ts';
import { aboutText } from '../about-text.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { Choice } from './choice.tsx';
import { DraftText } from './draft-text.tsx';
import { SwitchField } from './switch-field.tsx';

type Props = { popup: Popup; draft: ProfileDraft };

/** What a profile says about itself, its API, and who may have it. */
export function AboutFields({ popup, draft }: Props) {
  const { form } = popup;
  return (
    <>
      <DraftText popup={popup} draft={draft} name="description" label={formText.description} />
      <DraftText
        popup={popup}
        draft={draft}
        name="integration"
        label={aboutText.integration}
        hint={aboutText.integrationHint}
      />
      <DraftText
        popup={popup}
        draft={draft}
        name="baseUri"
        label={aboutText.baseUri}
        placeholder="https://api.example.com/v1"
        hint={aboutText.baseUriHint}
      />
      <DraftText
        popup={popup}
        draft={draft}
        name="baseUriField"
        label={aboutText.baseUriField}
        placeholder="api_domain"
        hint={aboutText.baseUriFieldHint}
      />
      <Choice
        name="visibility"
        label={aboutText.visibility}
        value={draft.visibility}
        options={aboutText.visibilities}
        hint={aboutText.visibilityHint}
        onChange={(visibility) => form.change({ visibility })}
      />
      <SwitchField
        id="switch-shared"
        label={aboutText.shared}
        hint={aboutText.sharedHint}
        on={draft.shared}
        onChange={(shared) => form.change({ shared })}
      />
      {draft.knownFields.length > 0 && <KnownFields popup={popup} draft={draft} />}
    </>
  );
}

function KnownFields({ popup, draft }: Props) {
  return (
    <details class="flat">
      <summary class="small">{aboutText.knownFields}</summary>
      <ul class="small">
        {draft.knownFields.map(({ endpoint, name, description }) => (
          <li key={`${endpoint} ${name}`}>
            <code>{name}</code> <span class="quiet">{[formText.endpoint[endpoint], description].join(' · ')}</span>
          </li>
        ))}
      </ul>
      <button type="button" class="plain" onClick={() => popup.form.change({ knownFields: [] })}>
        {aboutText.forget}
      </button>
    </details>
  );
}
