import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

export function UndoBar({ popup }: { popup: Popup }) {
  const offered = popup.undoing.offered.value;
  return (
    <div role="status" class={offered ? 'toast row' : 'unseen'}>
      {offered && (
        <>
          <p class="grow cut">{offered.sentence}</p>
          <button type="button" class="soft" id="undo" onClick={() => popup.undoing.undo()}>
            {text.card.undo}
          </button>
        </>
      )}
    </div>
  );
}
