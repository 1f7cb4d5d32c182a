import { useSignal } from '@preact/signals';
import type { Vault } from '../models/vault.ts';
import { PassphraseField } from '../parts/passphrase-field.tsx';
import { vaultText as words } from '../vault-text.ts';

type Typed = { current: string; next: string; again: string };
type Props = {
  vault: Vault;
  button: string;
  /** The passphrase of today is asked for. */
  isAsked?: boolean;
  /** A new one is. */
  isNew?: boolean;
  onSubmit: (typed: Typed) => Promise<boolean>;
};

const nothing: Typed = { current: '', next: '', again: '' };

/** Asks for passphrases. What was typed is gone once it is used. */
export function PassphraseForm({ vault, button, isAsked = false, isNew = false, onSubmit }: Props) {
  const typed = useSignal(nothing);
  const isTried = useSignal(false);
  const fault = () => {
    if (!isNew) return {};
    const { next, again } = typed.value;
    if ([...next].length < 8) return { next: words.short };
    return next === again ? {} : { again: words.different };
  };
  const shown: { next?: string; again?: string } = isTried.value ? fault() : {};
  const field = (name: keyof Typed) => ({
    value: typed.value[name],
    onInput: (value: string) => {
      typed.value = { ...typed.value, [name]: value };
    },
  });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        isTried.value = true;
        if (Object.keys(fault()).length > 0) return;
        void onSubmit(typed.value).then((isDone) => {
          if (!isDone) return;
          typed.value = nothing;
          isTried.value = false;
        });
      }}
    >
      {isAsked && <PassphraseField label={words.current} {...field('current')} />}
      {isNew && (
        <>
          <PassphraseField label={words.choose} hint={words.chooseHint} error={shown.next} isNew {...field('next')} />
          <PassphraseField label={words.repeat} error={shown.again} isNew {...field('again')} />
          <p class="small soon">{words.lostWarning}</p>
        </>
      )}
      <div class="row end">
        <button type="submit" class="main" aria-disabled={vault.progress.value !== undefined}>
          {button}
        </button>
      </div>
    </form>
  );
}
