import { formText } from '../form-text.ts';
import type { Listed } from '../supported.ts';
import { type ControlName, Field } from './field.tsx';

type Props<Value extends string> = {
  name: ControlName;
  label: string;
  value: Value;
  options: Record<Value, string>;
  hint?: string | undefined;
  error?: string | undefined;
  /** What the server says of each. Those that it does not list stand apart, and can be chosen all the same. */
  listed?: (value: Value) => Listed;
  onChange: (value: Value) => void;
};

/** One of a few, as the browser's own list. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { name, label, value, options, hint, error, listed = () => undefined, onChange } = props;
  const values = Object.keys(options) as Value[];
  const known = values.filter((each) => listed(each) !== false);
  const unknown = values.filter((each) => listed(each) === false);
  const option = (each: Value) => (
    <option key={each} value={each} selected={each === value}>
      {options[each]}
    </option>
  );
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
          {known.map(option)}
          {unknown.length > 0 && <optgroup label={formText.notListed}>{unknown.map(option)}</optgroup>}
        </select>
      )}
    </Field>
  );
}
