import type { LoginView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { span } from '../span.ts';
import { text } from '../text.ts';
import { DeviceProgress } from './device-progress.tsx';

const slow = 10_000;

/** What is being waited for. Only the step is read aloud, not each second. */
export function LoginProgress({ popup, login }: { popup: Popup; login: LoginView }) {
  const waited = popup.clock.now.value - login.stepAt;
  const isSlow = login.step !== 'signing_in' && waited >= slow;
  if (login.step === 'waiting_for_user') return <DeviceProgress popup={popup} login={login} />;
  return (
    <div class="line row" data-row>
      <span class="spinner" role="progressbar" aria-label={text.login.progress} />
      {isSlow ? (
        <p class="grow small soon">{text.login.slow(login.host, span(waited))}</p>
      ) : (
        <p class="grow small quiet" role="status">
          {sentence(login)}
        </p>
      )}
      <button type="button" class="soft" onClick={() => popup.logins.cancel(login)}>
        {text.login.cancel}
      </button>
    </div>
  );
}

function sentence({ step, host }: LoginView): string {
  if (step === 'signing_in') return text.login.signing_in;
  return step === 'requesting' ? text.login.requesting(host) : text.login.preparing(host);
}
