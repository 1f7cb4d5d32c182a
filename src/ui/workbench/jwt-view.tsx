import type { DecodedJwt, Verdict } from '../../core/token-details.ts';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { text } from '../text.ts';
import { tokenText } from '../token-text.ts';
import { Facts } from './facts.tsx';

type Props = {
  workbench: Workbench;
  /** What the copied text is remembered by. */
  name: string;
  title: string;
  jwt: DecodedJwt;
  /** Absent: it was not checked. */
  verdict?: Verdict;
};

/** A JWT, readable; with what its check found. */
export function JwtView({ workbench, name, title, jwt, verdict }: Props) {
  const { clock, copying } = workbench.popup;
  const now = clock.now.value;
  const copied = copying.copied.value === name;
  return (
    <div class="card">
      <div class="row">
        <h4 class="grow">{title}</h4>
        <button
          type="button"
          class={copied ? 'plain ok' : 'plain'}
          aria-label={`${tokenText.copyJson}: ${title}`}
          onClick={() => copying.text(name, JSON.stringify(jwt, undefined, 2))}
        >
          {copied ? text.copy.done : tokenText.copyJson}
        </button>
      </div>
      {!verdict && <p class="small quiet">{tokenText.notChecked}</p>}
      {verdict?.good === true && <p class="small ok">✓ {tokenText.good}</p>}
      {verdict?.good === false && <FailureText failure={verdict.failure} before={tokenText.bad} />}
      <Facts fields={jwt.claims} now={now} />
      <details class="flat">
        <summary class="small">{tokenText.header}</summary>
        <Facts fields={jwt.header} now={now} />
      </details>
    </div>
  );
}
