import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { words } from './deviation-words.ts';

type ListProps<Row> = {
  rows: readonly Row[];
  /** A new one. */
  empty: Row;
  /** What one is called, for its button. */
  label: string;
  error: (row: Row, at: number) => string | undefined;
  children: (row: Row, at: number, change: (patch: Row) => void, isWrong: boolean) => ComponentChildren;
  /** Without rows it is gone altogether. */
  onChange: (rows: Row[]) => void;
};

/** Rows of one kind, each with its error and its way out. */
export function Rows<Row>({ rows, empty, label, error, children, onChange }: ListProps<Row>) {
  return (
    <div class="setting-rows">
      {rows.map((row, at) => {
        const wrong = error(row, at);
        return (
          <div key={at} class="setting-row">
            {children(row, at, (next) => onChange(rows.with(at, next)), wrong !== undefined)}
            <button
              type="button"
              class="plain"
              aria-label={words.removeLabel(words.row(label, at + 1))}
              onClick={() => onChange(rows.toSpliced(at, 1))}
            >
              {words.remove}
            </button>
            {wrong && <p class="error">{wrong}</p>}
          </div>
        );
      })}
      <div>
        <button type="button" class="soft" onClick={() => onChange([...rows, empty])}>
          {words.addRow}
        </button>
      </div>
    </div>
  );
}

type Named<Value> = [name: string, value: Value];
type NamedProps<Value> = Omit<ListProps<Named<Value>>, 'rows' | 'error' | 'onChange'> & {
  record: Readonly<Record<string, Value>>;
  error: (name: string) => string | undefined;
  onChange: (record: Record<string, Value>) => void;
};

/** The same for things with a name. Two may have the same one while a name is being typed. */
export function NamedRows<Value>({ record, error, onChange, ...list }: NamedProps<Value>) {
  const [typed, setTyped] = useState<Named<Value>[]>([]);
  const isOwn = JSON.stringify(Object.fromEntries(typed)) === JSON.stringify(record);
  const rows = isOwn ? typed : Object.entries(record);
  return (
    <Rows
      {...list}
      rows={rows}
      error={([name], at) => (rows.some(([each], other) => each === name && other > at) ? words.twice : error(name))}
      onChange={(next) => {
        setTyped(next);
        onChange(Object.fromEntries(next));
      }}
    />
  );
}
