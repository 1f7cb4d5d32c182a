import { signal } from '@preact/signals';
import type { CopyForm } from '../../messages.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

const shownFor = 1600;

/** Copies, and says for a moment what was copied. */
export function createCopying(inputs: UiInputs & { status: Pick<Status, 'tell'> }) {
  /** The token's id, or the name of the text. */
  const copied = signal<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function copy(what: string, read: () => Promise<string> | string) {
    try {
      const text = Promise.resolve(read());
      await Promise.all([text, inputs.copyText(text)]);
    } catch (error) {
      inputs.status.tell(error);
      return;
    }
    clearTimeout(timer);
    copied.value = what;
    timer = setTimeout(() => {
      copied.value = undefined;
    }, shownFor);
  }

  return {
    copied,
    token: (id: string, as: CopyForm) => copy(id, () => inputs.send('token.copy', { id, as })),
    text: (name: string, value: string | Promise<string>) => copy(name, () => value),
  };
}
