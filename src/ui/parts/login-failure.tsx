import type { LoginView, ProfileView } from '../../core/snapshot.ts';
import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { offerOf } from '../models/settings.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';
import { TakeSetting } from './take-setting.tsx';

type Props = { popup: Popup; profile: ProfileView; login: LoginView; inTrace: boolean };

/** Stands where the token would stand. */
export function LoginFailure({ popup, profile, login, inTrace }: Props) {
  const { failure } = login;
  const start = () => popup.logins.start(profile);
  return (
    <div class="line" data-row>
      <div role="status">{failure && <FailureText failure={failure} />}</div>
      <div class="row end wrapping">
        {failure && <TakeSetting popup={popup} profileId={profile.id} failure={failure} again={start} />}
        <button type="button" class={failure && offerOf(failure) ? 'soft' : 'main'} onClick={start}>
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
