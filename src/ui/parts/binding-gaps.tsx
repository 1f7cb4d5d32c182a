import type { BindingView } from '../../core/snapshot.ts';
import { rowText } from '../binding-row-text.ts';
import { listOf } from '../list-text.ts';
import type { Popup } from '../models/popup.ts';

/** What of the binding can't work, with what mends it: its form, or the other mode. */
export function BindingGaps({ popup, binding }: { popup: Popup; binding: BindingView }) {
  const { lacks, mode, notRuled } = binding;
  const isIdle = mode === 'network' && notRuled.length > 0;
  return (
    <>
      {notRuled.length > 0 && (
        <div class="note row small">
          <p class="grow soon">{rowText.notHeld[mode]}</p>
          <button
            type="button"
            class="soft"
            onClick={() => (isIdle ? popup.bindings.useMode(binding, 'page') : popup.bindingForm.edit(binding))}
          >
            {isIdle ? rowText.useMode.page : rowText.edit}
          </button>
        </div>
      )}
      {lacks.length > 0 && (
        <div class="note row small">
          <p class="grow soon">{rowText.lacks(listOf(lacks))}</p>
          <button type="button" class="soft" onClick={() => popup.bindingForm.edit(binding)}>
            {rowText.edit}
          </button>
        </div>
      )}
    </>
  );
}
