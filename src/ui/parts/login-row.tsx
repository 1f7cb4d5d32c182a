import { useEffect, useState } from 'preact/hooks';
import type { LoginView, ProfileView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { LoginFailure } from './login-failure.tsx';
import { LoginProgress } from './login-progress.tsx';

/** `inTrace`: its trace is in sight, so nothing has to lead there. */
type Props = { popup: Popup; profile: ProfileView; login: LoginView; inTrace?: boolean };

const quickly = 300;

/** A token request in progress. One that is quick is not seen at all. */
export function LoginRow({ popup, profile, login, inTrace = false }: Props) {
  const seen = useSince(login.startedAt, popup.clock.now.peek());
  if (login.step === 'failed') return <LoginFailure {...{ popup, profile, login, inTrace }} />;
  if (!seen) return null;
  if (login.step !== 'asking_permission') return <LoginProgress popup={popup} login={login} />;
  return (
    <div class="line" data-row>
      <p class="small soon" role="status">
        {text.login.notAllowed(login.host)}
      </p>
      <div class="row end">
        <button type="button" class="main" onClick={() => popup.status.allow(profile.hosts)}>
          {text.login.allow}
        </button>
        <button type="button" class="soft" onClick={() => popup.logins.cancel(login)}>
          {text.login.cancel}
        </button>
      </div>
    </div>
  );
}

/** Whether a little while has passed since a moment. */
function useSince(at: number, now: number): boolean {
  const [passed, setPassed] = useState(now - at >= quickly);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), quickly);
    return () => clearTimeout(timer);
  }, []);
  return passed;
}
