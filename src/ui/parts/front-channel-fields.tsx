import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { listsChallenge, listsResponseMode } from '../supported.ts';
import { Choice } from './choice.tsx';

const modes: Record<string, string> = { '': formText.responseModeDefault, ...formText.responseModes };

/** How the authorization request is made and answered. PKCE goes with a code only. */
export function FrontChannelFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  return (
    <div class="pair">
      {draft.grant_type !== 'implicit' && (
        <Choice
          name="code_challenge_method"
          label={formText.challenge}
          value={draft.code_challenge_method}
          options={formText.challengeMethods}
          hint={formText.challengeHint}
          error={form.errors.value.code_challenge_method}
          listed={(method) => listsChallenge(draft.metadata, method)}
          onChange={(code_challenge_method) => form.change({ code_challenge_method })}
        />
      )}
      <Choice
        name="response_mode"
        label={formText.response_mode}
        value={draft.response_mode}
        options={modes}
        error={form.errors.value.response_mode}
        listed={(mode) => listsResponseMode(draft.metadata, mode)}
        onChange={(response_mode) => form.change({ response_mode })}
      />
    </div>
  );
}
