import type { LoginView, ProfileView } from '../../core/snapshot.ts';
import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';

type Props = { popup: Popup; profile: ProfileView; login: LoginView; inTrace: boolean };

/** Stands where the token would stand. */
export function LoginFailure({ popup, profile, login, inTrace }: Props) {
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
        {!inTrace && (
          <a class="button soft" {...benchLink(popup, { profileId: profile.id, view: 'trace' })}>
            {text.login.why}
          </a>
        )}
        <button type="button" class="soft" onClick={() => popup.logins.cancel(login)}>
          {text.login.dismiss}
        </button>
      </div>
    </div>
  );
}
