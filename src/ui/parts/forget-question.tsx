import { useEffect, useRef } from 'preact/hooks';
import type { TokenView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { UserCircle } from './user-circle.tsx';

/** Asks in the token's own row, before it is gone. */
export function ForgetQuestion({ popup, token }: { popup: Popup; token: TokenView }) {
  const { forgetting, focus } = popup;
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <li class="line row top" data-row>
      <UserCircle label={token.label} />
      <div class="grow">
        <p>{text.token.forgetQuestion(token.label)}</p>
        {token.revocable && <p class="small quiet">{text.token.revokeNote}</p>}
        <div class="row end">
          <button
            type="button"
            class="soft danger"
            onClick={() => {
              void forgetting.forget();
              focus.goTo('find');
            }}
          >
            {token.revocable ? text.token.forgetAndRevoke : text.token.forget}
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
