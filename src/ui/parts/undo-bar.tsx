import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

export function UndoBar({ popup }: { popup: Popup }) {
  const deleted = popup.deleting.deleted.value;
  return (
    <div role="status" class={deleted ? 'toast row' : 'unseen'}>
      {deleted && (
        <>
          <p class="grow cut">{text.card.deleted(deleted.name)}</p>
          <button type="button" class="soft" id="undo" onClick={() => popup.deleting.undo()}>
            {text.card.undo}
          </button>
        </>
      )}
    </div>
  );
}
