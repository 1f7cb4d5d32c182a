import { failureRecord } from '../../core/failure.ts';
import type { LoginView, ProfileView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

/** Starts and cancels token requests. What becomes of them is read from the status. */
export function createLogins(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;

  /**
   * Both go out in the click's own tick: the browser's question may close the popup, so the background waits for the
   * answer, not we.
   */
  function start(profile: Pick<ProfileView, 'id' | 'hosts'>) {
    status.allow(profile.hosts);
    void status.after(send('login.start', { profileId: profile.id }).catch(unlessUnknown));
  }

  function cancel(login: Pick<LoginView, 'id'>) {
    void status.after(send('login.cancel', { id: login.id }));
  }

  return { start, cancel };
}

/** When the background dies meanwhile, nobody answers. That is no news: the login is stored, and the next background goes on with it. */
function unlessUnknown(error: unknown): void {
  if (failureRecord(error).code !== 'unknown') throw error;
}

/** Whether a token request is under way. */
export function isRunning(login: LoginView | undefined): login is LoginView {
  return login !== undefined && login.step !== 'failed' && login.step !== 'asking_permission';
}
