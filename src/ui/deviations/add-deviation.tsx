import { useEffect, useRef, useState } from 'preact/hooks';
import type { Deviations } from '../../core/deviations.ts';
import type { SettingPath } from '../../core/setting-at.ts';
import { deviationKinds, freePath, groups, type KindName, kindNames } from './deviation-kinds.ts';
import { words } from './deviation-words.ts';

type Props = { deviations: Deviations; onAdd: (path: SettingPath, first: unknown) => void };

/** The list of all kinds, to be searched by what they are called, what they do, and where they were seen. */
export function AddDeviation({ deviations, onAdd }: Props) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) search.current?.focus();
  }, [open]);
  const found = kindNames.filter((name) => matches(name, query));
  function close() {
    setOpen(false);
    setQuery('');
  }
  function leaveByKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && event.target === search.current) event.preventDefault();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
    button.current?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes, wherever the focus is in it
    <div class="add-deviation" onKeyDown={leaveByKey}>
      <button
        ref={button}
        type="button"
        id="add-deviation"
        class="soft"
        aria-expanded={open}
        aria-controls="deviation-kinds"
        onClick={() => (open ? close() : setOpen(true))}
      >
        {words.add}
      </button>
      <div id="deviation-kinds" hidden={!open}>
        {open && (
          <>
            <input
              ref={search}
              type="search"
              aria-label={words.find}
              placeholder={words.find}
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
            <p role="status" class="small quiet">
              {found.length === 0 && words.nothing(query)}
            </p>
            <ul class="deviation-kinds">
              {found.map((name) => {
                const { group, title, says, seen, first } = deviationKinds[name];
                const path = freePath(deviations, name);
                return (
                  <li key={name}>
                    <button
                      type="button"
                      aria-disabled={path === undefined}
                      onClick={() => {
                        if (!path) return;
                        close();
                        onAdd(path, first);
                      }}
                    >
                      <b>{title}</b> <span class="small quiet">· {groups[group]}</span>
                      <span class="small line-of">{path ? says : words.everywhere}</span>
                      <span class="small quiet line-of">{words.seen(seen)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

function matches(name: KindName, query: string): boolean {
  const { group, title, says, seen } = deviationKinds[name];
  const text = `${title} ${says} ${seen} ${groups[group]}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
