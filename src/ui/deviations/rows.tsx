import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { words } from './deviation-words.ts';

/** What ties the fields of a row to its error. */
export type RowControl = { 'aria-invalid': boolean; 'aria-describedby': string | undefined };

type ListProps<Row> = {
  rows: readonly Row[];
  /** A new one. */
  empty: Row;
  /** What one is called, for its button. */
  label: string;
  error: (row: Row, at: number) => string | undefined;
  children: (row: Row, at: number, change: (row: Row) => void, control: RowControl) => ComponentChildren;
  onChange: (rows: Row[]) => void;
  onRemove: (rows: Row[], what: string) => void;
};

/** Rows of one kind, each with its error and its way out. */
export function Rows<Row>({ rows, empty, label, error, children, onChange, onRemove }: ListProps<Row>) {
  const id = useId();
  return (
    <div class="setting-rows">
      {rows.map((row, at) => {
        const wrong = error(row, at);
        const errorId = `${id}-${at}`;
        const what = words.row(label, at + 1);
        return (
          <div key={at} class="setting-row">
            {children(row, at, (next) => onChange(rows.with(at, next)), {
              'aria-invalid': wrong !== undefined,
              'aria-describedby': wrong && errorId,
            })}
            <button
              type="button"
              class="plain"
              aria-label={words.removeLabel(what)}
              onClick={() => onRemove(rows.toSpliced(at, 1), what)}
            >
              {words.remove}
            </button>
            {wrong && (
              <p id={errorId} class="error">
                {wrong}
              </p>
            )}
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
type NamedProps<Value> = Omit<ListProps<Named<Value>>, 'rows' | 'error' | 'onChange' | 'onRemove'> & {
  record: Readonly<Record<string, Value>>;
  error: (name: string) => string | undefined;
  onChange: (record: Record<string, Value>) => void;
  onRemove: (record: Record<string, Value>, what: string) => void;
};

/** The same for things with a name. Two may have the same one while a name is being typed. */
export function NamedRows<Value>({ record, error, onChange, onRemove, ...list }: NamedProps<Value>) {
  const [typed, setTyped] = useState<Named<Value>[]>([]);
  const isOwn = JSON.stringify(Object.fromEntries(typed)) === JSON.stringify(record);
  const rows = isOwn ? typed : Object.entries(record);
  function take(next: Named<Value>[]): Record<string, Value> {
    setTyped(next);
    return Object.fromEntries(next);
  }
  return (
    <Rows
      {...list}
      rows={rows}
      error={([name], at) => (rows.some(([each], other) => each === name && other > at) ? words.twice : error(name))}
      onChange={(next) => onChange(take(next))}
      onRemove={(next, what) => onRemove(take(next), what)}
    />
  );
}

/** What is left of a list, or of things with names; undefined: nothing. */
export function unlessEmpty<Left extends object>(left: Left): Left | undefined {
  return Object.keys(left).length > 0 ? left : undefined;
}
