import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { SecretButtons } from './secret-field.tsx';
import { TextAreaField } from './text-area-field.tsx';

/** An assertion that was made elsewhere. A stored one stays behind until it is asked for. */
export function PastedAssertion({ popup, placeholder = '' }: { popup: Popup; placeholder?: string }) {
  const secret = popup.secrets.assertion;
  const kept = secret.isKept() && !secret.isShown();
  return (
    <div class="field">
      <TextAreaField
        name="assertion"
        label={formText.secrets.assertion}
        value={secret.value()}
        required
        placeholder={kept ? formText.assertionKept : placeholder}
        error={popup.form.errors.value.assertion}
        onInput={secret.change}
      />
      {kept && (
        <div class="row tight">
          <SecretButtons secret={secret} label={formText.secrets.assertion} />
        </div>
      )}
    </div>
  );
}
