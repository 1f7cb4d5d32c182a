import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { DraftText } from './draft-text.tsx';

/** Where the server sends the tester back to: Tokendock's own URI, or any that the client has already. */
export function RedirectField({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  return (
    <fieldset class="field">
      <legend class="label">{formText.redirect}</legend>
      <label class="row tight">
        <input
          type="radio"
          name="redirect"
          checked={draft.redirect === 'identity'}
          onChange={() => form.change({ redirect: 'identity' })}
        />
        {formText.redirectOwn}
      </label>
      {draft.redirect === 'identity' && <OwnRedirect popup={popup} />}
      <label class="row tight">
        <input
          type="radio"
          name="redirect"
          checked={draft.redirect === 'tab'}
          onChange={() => form.change({ redirect: 'tab' })}
        />
        {formText.redirectOther}
      </label>
      {draft.redirect === 'tab' && (
        <div class="indent">
          <DraftText
            popup={popup}
            draft={draft}
            name="redirect_uri"
            label={formText.redirectOtherLabel}
            placeholder="https://app.example.com/callback"
            hint={formText.redirectOtherHint}
            required
          />
        </div>
      )}
    </fieldset>
  );
}

function OwnRedirect({ popup }: { popup: Popup }) {
  const uri = popup.status.snapshot.value?.identityRedirectUri ?? '';
  const copied = popup.copying.copied.value === 'redirect';
  return (
    <div class="indent">
      <p class="small quiet">{formText.redirectOwnHint}</p>
      <div class="row tight">
        <input class="grow code" readOnly aria-label={formText.redirectOwnHint} value={uri} />
        <button
          type="button"
          class={copied ? 'soft copy ok' : 'soft copy'}
          onClick={() => popup.copying.text('redirect', uri)}
        >
          {copied ? text.copy.done : formText.copy}
        </button>
      </div>
    </div>
  );
}
