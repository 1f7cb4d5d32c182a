import { emptyPut, type PutRow as Row, wrongIn } from '../binding-fields.ts';
import { bindingText } from '../binding-text.ts';
import type { BindingEditor } from '../models/binding-editor.ts';
import type { PutKind } from '../put-kind.ts';
import { options } from './options.tsx';

/** What a binding puts, and where: one row for each header or parameter. */
export function PutEditor({ form }: { form: BindingEditor }) {
  const { put } = form.fields.value;
  const error = form.errors.value.put;
  const set = (rows: Row[]) => form.change({ put: rows });
  return (
    <fieldset class="field parameters">
      <legend class="label">{bindingText.put}</legend>
      <p class="small quiet">{bindingText.putHint}</p>
      {put.map((row, at) => (
        <PutRow
          key={at}
          row={row}
          number={at + 1}
          isWrong={error !== undefined && wrongIn(row) !== undefined}
          onChange={(patch) => set(put.with(at, { ...row, ...patch }))}
          onRemove={() => set(put.toSpliced(at, 1))}
        />
      ))}
      {error && (
        <p id="put-error" class="error">
          {error}
        </p>
      )}
      <div>
        <button type="button" class="soft" onClick={() => set([...put, emptyPut()])}>
          {bindingText.add}
        </button>
      </div>
    </fieldset>
  );
}

type Props = {
  row: Row;
  number: number;
  isWrong: boolean;
  onChange: (patch: Partial<Row>) => void;
  onRemove: () => void;
};

function PutRow({ row, number, isWrong, onChange, onRemove }: Props) {
  const control = { spellcheck: false, 'aria-invalid': isWrong, 'aria-describedby': isWrong ? 'put-error' : undefined };
  const prefix = row.in === 'header' && (
    <input
      aria-label={bindingText.prefix(number)}
      placeholder={bindingText.prefixPlaceholder}
      value={row.prefix}
      spellcheck={false}
      onInput={(event) => onChange({ prefix: event.currentTarget.value })}
    />
  );
  return (
    <div class="parameter put">
      <select
        aria-label={bindingText.place(number)}
        value={row.in}
        onChange={(event) => onChange({ in: event.currentTarget.value === 'query' ? 'query' : 'header' })}
      >
        {options(bindingText.places, row.in)}
      </select>
      <input
        {...control}
        aria-label={bindingText.name(number)}
        placeholder={bindingText.namePlaceholder}
        value={row.name}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <select
        aria-label={bindingText.of(number)}
        value={row.of}
        onChange={(event) => onChange({ of: event.currentTarget.value as PutKind })}
      >
        {options(bindingText.kinds, row.of)}
      </select>
      {row.of === 'field' || row.of === 'text' ? (
        <input
          {...control}
          aria-label={bindingText.value[row.of](number)}
          placeholder={bindingText.valuePlaceholder[row.of]}
          value={row.value}
          onInput={(event) => onChange({ value: event.currentTarget.value })}
        />
      ) : (
        prefix || <span />
      )}
      <span class="parameter-rest">
        {row.of === 'field' || row.of === 'text' ? prefix : null}
        <button type="button" class="plain" aria-label={bindingText.removeRow(number)} onClick={onRemove}>
          {bindingText.remove}
        </button>
      </span>
    </div>
  );
}
