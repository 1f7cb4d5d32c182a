import { signal } from '@preact/signals';

export type Focus = ReturnType<typeof createFocus>;

/** Where the keyboard goes after what it stood on is gone: the id of an element that the next picture has. */
export function createFocus() {
  const wanted = signal<string>();

  function goTo(id: string | undefined) {
    wanted.value = id;
  }

  return { wanted, goTo };
}
