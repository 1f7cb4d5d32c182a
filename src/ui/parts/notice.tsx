import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';

/** Something that the tester did, and that failed where no place of its own is left for the sentence. */
export function Notice({ popup }: { popup: Popup }) {
  const failure = popup.status.notice.value;
  return (
    <div role="alert" class={failure ? 'toast row' : 'unseen'}>
      {failure && (
        <>
          <div class="grow">
            <FailureText failure={failure} />
          </div>
          <button type="button" class="soft" onClick={popup.status.dismiss}>
            {text.login.dismiss}
          </button>
        </>
      )}
    </div>
  );
}
