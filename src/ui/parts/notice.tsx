import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';

/** Something that the tester did, and that failed where no place of its own is left for the sentence; or what happened to the storage. */
export function Notice({ popup }: { popup: Popup }) {
  const { notice, snapshot, dismiss } = popup.status;
  const failure = notice.value ?? snapshot.value?.trouble;
  return (
    <div role="alert" class={failure ? 'toast row' : 'unseen'}>
      {failure && (
        <>
          <div class="grow">
            <FailureText failure={failure} />
          </div>
          <button type="button" class="soft" onClick={dismiss}>
            {failure.code === 'records_unreadable' ? text.list.deleteThem : text.login.dismiss}
          </button>
        </>
      )}
    </div>
  );
}
