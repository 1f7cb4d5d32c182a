import type { ComponentChildren } from 'preact';
import { type ControlProps, Tied } from '../parts/field.tsx';

type Props = {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
};

/** One field of a deviation. */
export function SettingField(field: Props) {
  return <Tied {...field} labelClass="small quiet" />;
}

type TextProps = Omit<Props, 'children'> & {
  value: string;
  placeholder?: string | undefined;
  onChange: (value: string) => void;
};

/** A line of text. */
export function SettingText({ value, placeholder, onChange, ...field }: TextProps) {
  return (
    <SettingField {...field}>
      {(control) => (
        <input
          {...control}
          value={value}
          placeholder={placeholder}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </SettingField>
  );
}

type ChoiceProps<Value extends string> = Omit<Props, 'children' | 'error'> & {
  value: Value;
  options: Partial<Record<Value, string>>;
  onChange: (value: Value) => void;
};

/** One of a few. */
export function SettingChoice<Value extends string>({ value, options, onChange, ...field }: ChoiceProps<Value>) {
  return (
    <SettingField {...field}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
          {Object.entries<string | undefined>(options).map(([each, label]) => (
            <option key={each} value={each} selected={each === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  );
}
