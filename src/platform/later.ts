/** Calls once, after so many milliseconds. */
export function later(work: () => void, milliseconds: number): void {
  setTimeout(work, milliseconds);
}
