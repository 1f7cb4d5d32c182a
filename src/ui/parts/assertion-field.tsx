import { useState } from 'preact/hooks';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import { jsonObjectError } from '../json-error.ts';
import type { Popup } from '../models/popup.ts';
import { keyPlace, signsAssertion } from '../supported.ts';
import { KeyField } from './key-field.tsx';
import { PastedAssertion } from './pasted-assertion.tsx';
import { TextAreaField } from './text-area-field.tsx';

type Props = { popup: Popup; draft: ProfileDraft };

/** The assertion of the JWT bearer grant: signed here from claims, or pasted. */
export function AssertionField({ popup, draft }: Props) {
  const [pasting, setPasting] = useState(!signsAssertion(draft));
  function sign() {
    setPasting(false);
    popup.secrets.assertion.clear();
  }
  return (
    <fieldset class="field">
      <legend class="label">{formText.assertionFrom}</legend>
      <div class="row">
        <label class="row tight">
          <input type="radio" name="assertion" checked={!pasting} onChange={sign} />
          {formText.assertionSign}
        </label>
        <label class="row tight">
          <input type="radio" name="assertion" checked={pasting} onChange={() => setPasting(true)} />
          {formText.assertionPaste}
        </label>
      </div>
      {pasting ? <PastedAssertion popup={popup} /> : <BuiltAssertion popup={popup} draft={draft} />}
    </fieldset>
  );
}

function BuiltAssertion({ popup, draft }: Props) {
  const { form } = popup;
  return (
    <>
      <TextAreaField
        name="assertionClaims"
        label={formText.assertionClaims}
        value={draft.assertionClaims}
        placeholder={'{ "iss": "…", "sub": "…", "aud": "…" }'}
        hint={formText.assertionClaimsHint}
        required
        error={jsonObjectError(draft.assertionClaims) ?? form.errors.value.assertionClaims}
        onInput={(assertionClaims) => form.change({ assertionClaims })}
      />
      {keyPlace(draft) !== 'client' && <KeyField popup={popup} draft={draft} />}
    </>
  );
}
