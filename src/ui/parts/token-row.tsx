import type { TokenView } from '../../core/snapshot.ts';
import { lifeOf } from '../life.ts';
import type { Popup } from '../models/popup.ts';
import { scopeLine } from '../scope-text.ts';
import { text } from '../text.ts';
import { CopyMenu } from './copy-menu.tsx';
import { FailureText } from './failure-text.tsx';
import { ForgetQuestion } from './forget-question.tsx';
import { TakeSetting } from './take-setting.tsx';
import { TimeLeft } from './time-left.tsx';
import { TokenMenu } from './token-menu.tsx';
import { UseButton } from './use-button.tsx';
import { UserCircle } from './user-circle.tsx';

type Props = { popup: Popup; token: TokenView; profileId: string };

/** In the workbench its name opens it. */
type RowProps = Props & { href?: string; current?: boolean };

export function TokenRow({ popup, token, profileId, href, current = false }: RowProps) {
  if (popup.forgetting.asked.value?.id === token.id) return <ForgetQuestion popup={popup} token={token} />;
  const isOver = lifeOf(token, popup.clock.now.value).tone === 'over';
  if (token.failure && isOver)
    return <DeadToken popup={popup} token={token} profileId={profileId} failure={token.failure} />;
  return (
    <li class={current ? 'line current' : 'line'}>
      <div class="row" data-row>
        <UserCircle label={token.label} />
        <div class="grow" title={[token.label, token.scope.join(' ')].filter(Boolean).join('\n')}>
          <div class="cut">
            {href ? (
              <a href={href} aria-current={current ? 'true' : undefined}>
                {token.label}
              </a>
            ) : (
              token.label
            )}
          </div>
          <div class="row small">
            <TimeLeft popup={popup} token={token} />
            <span class="cut quiet">{scopeLine(token.scope)}</span>
          </div>
        </div>
        <span class="row tight">
          <UseButton popup={popup} token={token} />
          <CopyMenu popup={popup} token={token} />
          <TokenMenu popup={popup} token={token} profileId={profileId} />
        </span>
      </div>
      {token.failure && (
        <div class="below">
          <FailureText failure={token.failure} before={text.token.notRenewed} />
          <TakeSetting
            popup={popup}
            profileId={profileId}
            failure={token.failure}
            again={() => popup.token.renew(token.id)}
          />
        </div>
      )}
    </li>
  );
}

/** A token that expired and could not be renewed: the sentence stands where the token would stand. */
function DeadToken({ popup, token, profileId, failure }: Props & { failure: NonNullable<TokenView['failure']> }) {
  const { words } = lifeOf(token, popup.clock.now.value);
  return (
    <li class="line row top" data-row>
      <UserCircle label={token.label} />
      <div class="grow">
        <p class="cut">
          {token.label} <span class="small over">{words}</span>
        </p>
        <FailureText failure={failure} />
        <TakeSetting popup={popup} profileId={profileId} failure={failure} again={() => popup.token.renew(token.id)} />
      </div>
      <TokenMenu popup={popup} token={token} profileId={profileId} withCopy />
    </li>
  );
}
