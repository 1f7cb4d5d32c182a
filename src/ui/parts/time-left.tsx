import type { TokenView } from '../../core/snapshot.ts';
import { lifeOf } from '../life.ts';
import type { Popup } from '../models/popup.ts';

/** How long a token lives on, as a ring and in words. */
export function TimeLeft({ popup, token }: { popup: Popup; token: TokenView }) {
  const { left, words, tone } = lifeOf(token, popup.clock.now.value);
  return (
    <span class={`time small ${tone}`}>
      {left !== undefined && tone !== 'over' && (
        <span class="ring" style={{ '--left': `${Math.round(left * 100)}%` }} aria-hidden="true" />
      )}
      {words}
    </span>
  );
}
