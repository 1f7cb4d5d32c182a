import { Field } from './field.tsx';

type Props<Value extends string> = {
  name: 'token_endpoint_auth_method' | 'grant_type';
  label: string;
  value: Value;
  options: Record<Value, string>;
  error?: string | undefined;
  onChange: (value: Value) => void;
};

/** One of a few, as the browser's own list. */
export function Choice<Value extends string>({ name, label, value, options, error, onChange }: Props<Value>) {
  const values = Object.keys(options) as Value[];
  return (
    <Field name={name} label={label} error={error}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
          {values.map((each) => (
            <option key={each} value={each} selected={each === value}>
              {options[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
