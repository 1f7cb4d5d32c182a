import { signal } from '@preact/signals';

/** Where the keyboard goes after what it stood on is gone: to the first of these ids that the picture has. */
export function createFocus() {
  const wanted = signal<readonly string[]>([]);

  function goTo(...ids: string[]) {
    wanted.value = ids;
  }

  /** Whether that is a button of the record with this id. */
  function isAbout(id: string): boolean {
    return wanted.value.some((each) => `${each}-`.includes(`-${id}-`));
  }

  return { wanted, goTo, isAbout };
}
