import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Parameter } from '../../core/parameter.ts';
import { parameterText } from '../parameter-text.ts';

type Props = {
  row: Parameter;
  control: Pick<JSX.IntrinsicElements['input'], 'aria-label' | 'aria-invalid' | 'aria-describedby'>;
  isJson: boolean;
  onValue: (value: string) => void;
};

/** The value: chosen where the server allows a few, typed where it is another one, several lines where it is JSON. */
export function ParameterValue({ row: { value, values = [] }, control, isJson, onValue }: Props) {
  const [wantsOther, setOther] = useState(false);
  const isOther = wantsOther || (value !== '' && !values.includes(value));
  if (isJson) {
    return (
      <textarea
        {...(control as object)}
        class="code parameter-value"
        rows={3}
        spellcheck={false}
        placeholder={parameterText.valuePlaceholder}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  if (values.length === 0 || isOther) {
    return (
      <input
        {...control}
        class="parameter-value"
        spellcheck={false}
        placeholder={parameterText.valuePlaceholder}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  return (
    <select
      {...(control as object)}
      class="parameter-value"
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.selectedIndex;
        setOther(chosen > values.length);
        onValue(values[chosen - 1] ?? '');
      }}
    >
      {[parameterText.choose, ...values, parameterText.other].map((each, at) => (
        <option key={each} value={at === 0 ? '' : each} selected={at > 0 && each === value}>
          {each}
        </option>
      ))}
    </select>
  );
}
