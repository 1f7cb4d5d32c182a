import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type ControlProps = { id: string; 'aria-describedby'?: string };
type Props = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
};

/** A control with its label, and a hint below. */
export function Labelled({ label, hint, error, children }: Props) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {children({ id, ...(said && { 'aria-describedby': `${id}-hint` }) })}
      {said && (
        <p id={`${id}-hint`} class={error ? 'error' : 'small quiet'}>
          {said}
        </p>
      )}
    </div>
  );
}

type TextProps = Omit<Props, 'children'> & {
  value: string;
  placeholder?: string;
  isSecret?: boolean;
  rows?: number;
  onInput: (value: string) => void;
};

/** A text in one line, or in several. */
export function LabelledText({ label, hint, error, value, placeholder, isSecret = false, rows, onInput }: TextProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(control) => {
        const shared = { ...control, value, placeholder, spellcheck: false, autocomplete: 'off' as const };
        return rows ? (
          <textarea {...shared} class="code" rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
        ) : (
          <input
            {...shared}
            {...(isSecret ? { type: 'password' } : { type: 'text' })}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        );
      }}
    </Labelled>
  );
}

type SelectProps<Value extends string> = Omit<Props, 'children'> & {
  value: Value;
  options: Record<Value, string>;
  onChange: (value: Value) => void;
};

/** One of a few. */
export function LabelledSelect<Value extends string>({ value, options, onChange, ...rest }: SelectProps<Value>) {
  return (
    <Labelled {...rest}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
          {(Object.keys(options) as Value[]).map((each) => (
            <option key={each} value={each} selected={each === value}>
              {options[each]}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
