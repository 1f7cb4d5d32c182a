import { later } from '../later.tsx';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

const BindingList = later(async () => (await import('./binding-list.tsx')).BindingList);

/** Every binding there is. Folded up: what counts for this tab stands at the top already. */
export function WhereTokensGo({ popup }: { popup: Popup }) {
  const snapshot = popup.status.snapshot.value;
  if (!snapshot || snapshot.bindings.length === 0) return null;
  const waiting = snapshot.bindings.filter((binding) => !binding.permitted).length;
  return (
    <details class="where">
      <summary data-row>
        {text.binding.where} <span class="count">{snapshot.bindings.length}</span>
        {waiting > 0 && <span class="soon"> · {text.binding.waiting(waiting)}</span>}
      </summary>
      <BindingList popup={popup} />
    </details>
  );
}
