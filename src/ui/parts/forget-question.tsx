import { useEffect, useRef } from 'preact/hooks';
import type { TokenView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';
import { UserCircle } from './user-circle.tsx';

/** Asks in the token's own row, before it is gone. */
export function ForgetQuestion({ popup, token }: { popup: Popup; token: TokenView }) {
  const { forgetting, focus } = popup;
  const { busy, failure } = forgetting.asked.value ?? {};
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const forget = token.revocable ? text.token.forgetAndRevoke : text.token.forget;
  return (
    <li class="line row top" data-row>
      <UserCircle label={token.label} />
      <div class="grow">
        <p>{text.token.forgetQuestion(token.label)}</p>
        {token.revocable && !failure && <p class="small quiet">{text.token.revokeNote}</p>}
        <div role="status">{failure && <FailureText failure={failure} before={text.token.notRevoked} />}</div>
        <div class="row end">
          <button
            type="button"
            class="soft danger"
            aria-disabled={busy}
            onClick={() => void forgetting.forget().then((gone) => gone && focus.goTo('find'))}
          >
            {busy ? text.token.forgetting : failure ? text.token.forgetAnyway : forget}
          </button>
          <button
            ref={keep}
            type="button"
            class="soft"
            onClick={() => {
              forgetting.keep();
              focus.goTo(`token-menu-${token.id}-button`);
            }}
          >
            {text.token.keep}
          </button>
        </div>
      </div>
    </li>
  );
}
