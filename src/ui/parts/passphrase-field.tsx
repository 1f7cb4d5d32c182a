import { useId } from 'preact/hooks';
import { Tied } from './field.tsx';

type Props = {
  id?: string;
  label: string;
  value: string;
  hint?: string;
  error?: string | undefined;
  isNew?: boolean;
  onInput: (value: string) => void;
};

/** A passphrase, which password managers know as one. */
export function PassphraseField({ id, label, value, hint, error, isNew = false, onInput }: Props) {
  const own = useId();
  return (
    <Tied id={id ?? own} labelClass="label" label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          type="password"
          value={value}
          autocomplete={isNew ? 'new-password' : 'current-password'}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Tied>
  );
}
