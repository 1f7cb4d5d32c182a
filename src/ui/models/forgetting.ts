import { signal } from '@preact/signals';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

/** Forgets a token, after one question. */
export function createForgetting(inputs: UiInputs & { status: Status }) {
  /** The token that is asked about. */
  const asked = signal<string>();

  function ask(id: string) {
    asked.value = id;
  }

  function keep() {
    asked.value = undefined;
  }

  async function forget() {
    const id = asked.value;
    keep();
    if (id) await inputs.status.after(inputs.send('token.forget', { id }));
  }

  return { asked, ask, keep, forget };
}
