import type { LoginView, ProfileView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';

/** Stands where the token would stand. */
export function LoginFailure({ popup, profile, login }: { popup: Popup; profile: ProfileView; login: LoginView }) {
  return (
    <div class="line" data-row>
      <div role="status">{login.failure && <FailureText failure={login.failure} />}</div>
      <div class="row end">
        <button type="button" class="main" onClick={() => popup.logins.start(profile)}>
          {text.login.retry}
        </button>
        <button type="button" class="soft" onClick={() => void popup.form.edit(profile.id)}>
          {text.card.edit}
        </button>
        <button type="button" class="soft" onClick={() => popup.logins.cancel(login)}>
          {text.login.dismiss}
        </button>
      </div>
    </div>
  );
}
