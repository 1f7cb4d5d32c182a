import { useState } from 'preact/hooks';

/**
 * A long list is drawn from its beginning on, as far as somebody looks: `most` at first, and as many again with each `showMore`. All up to the
 * last that `isWanted`, which something else points to, is drawn too, and stays.
 */
export function useBeginning<Item>(all: readonly Item[], most: number, isWanted: (item: Item) => boolean) {
  const [length, setLength] = useState(most);
  const needed = Math.max(length, all.findLastIndex(isWanted) + 1);
  if (needed > length) setLength(needed);
  return {
    shown: all.slice(0, needed),
    left: Math.max(0, all.length - needed),
    showMore: () => setLength(needed + most),
  };
}
