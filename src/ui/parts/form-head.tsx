import { formText } from '../form-text.ts';

/** The title of a screen that one comes back from. */
export function FormHead({ title, onBack }: { title: string; onBack: () => void }) {
  return (
    <header class="form-head row">
      <button type="button" class="plain" onClick={onBack}>
        ‹ {formText.back}
      </button>
      <h1 class="grow cut">{title}</h1>
    </header>
  );
}
