import { rowText } from '../binding-row-text.ts';
import type { Popup } from '../models/popup.ts';
import { BindingRow } from './binding-row.tsx';
import { WhichBinding } from './which-binding.tsx';

/** Every binding there is, and which of them holds for a request of this page. */
export function BindingList({ popup }: { popup: Popup }) {
  const bindings = popup.status.snapshot.value?.bindings ?? [];
  return (
    <>
      <ul>
        {bindings.map((binding) => (
          <BindingRow key={binding.id} popup={popup} binding={binding} />
        ))}
      </ul>
      {bindings.length > 1 && <p class="small quiet below">{rowText.order}</p>}
      <WhichBinding popup={popup} />
    </>
  );
}
