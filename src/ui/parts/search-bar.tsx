import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

export function SearchBar({ popup }: { popup: Popup }) {
  const { query } = popup.search;
  return (
    <div class="bar row">
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
