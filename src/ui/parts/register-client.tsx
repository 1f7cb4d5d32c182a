import { registrationText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { FailureText } from './failure-text.tsx';

/** For those who have no client yet, where the server makes one on demand (RFC 7591). */
export function RegisterClient({ popup }: { popup: Popup }) {
  const { registration } = popup;
  const { initialAccessToken } = registration;
  const state = registration.current();
  const host = new URL(registration.endpoint() ?? '').host;
  return (
    <details class="flat">
      <summary class="small">{registrationText.open}</summary>
      <p class="small quiet">{registrationText.intro(host)}</p>
      <div class="row tight">
        <input
          class="grow"
          type="password"
          aria-label={registrationText.token}
          aria-describedby="registration-hint"
          placeholder={registrationText.token}
          autocomplete="off"
          value={initialAccessToken.value}
          onInput={(event) => {
            initialAccessToken.value = event.currentTarget.value;
          }}
        />
        <button
          type="button"
          class="soft"
          aria-disabled={state?.step === 'asking'}
          onClick={() => void registration.register()}
        >
          {state?.step === 'asking' ? registrationText.registering : registrationText.register}
        </button>
      </div>
      <p id="registration-hint" class="small quiet">
        {registrationText.tokenHint}
      </p>
      <div role="status">
        {state?.step === 'done' && <p class="small ok">{registrationText.done}</p>}
        {state?.step === 'failed' && <FailureText failure={state.failure} />}
      </div>
    </details>
  );
}
