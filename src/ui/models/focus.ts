import { signal } from '@preact/signals';

/** Where the keyboard goes after what it stood on is gone: to the first of these ids that the picture has. */
export function createFocus() {
  const wanted = signal<readonly string[]>([]);

  function goTo(...ids: string[]) {
    wanted.value = ids;
  }

  return { wanted, goTo };
}
