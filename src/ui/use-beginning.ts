import { useState } from 'preact/hooks';

/**
 * A long list is drawn from its beginning on, as far as somebody looks: `most` at first, and as many again with each `showMore`. One that
 * `isWanted`, since something else points to it, is drawn wherever it stands, and stays.
 */
export function useBeginning<Item extends { id: string }>(
  all: readonly Item[],
  most: number,
  isWanted: (item: Item) => boolean,
) {
  const [length, setLength] = useState(most);
  const [kept] = useState(() => new Set<string>());
  for (const item of all.slice(length)) if (isWanted(item)) kept.add(item.id);
  const shown = all.filter(({ id }, index) => index < length || kept.has(id));
  return { shown, left: all.length - shown.length, showMore: () => setLength(length + most) };
}
