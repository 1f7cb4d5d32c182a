import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

/** It keeps its place before the first reading, but is not seen: the first run has none. */
export function SearchBar({ popup }: { popup: Popup }) {
  const { query } = popup.search;
  const { snapshot, failure } = popup.status;
  const isLoading = !snapshot.value && !failure.value;
  return (
    <div class={isLoading ? 'bar row waiting' : 'bar row'}>
      <input
        id="find"
        class="grow"
        type="search"
        placeholder={text.list.find}
        aria-label={text.list.find}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      <button type="button" class="main" id="new-profile" onClick={popup.form.create}>
        {text.list.create}
      </button>
    </div>
  );
}
