import { vi } from 'vitest';

/** What a test waits for comes late on a busy machine, and is right all the same: Vitest's own second is too short for it. */
const timeout = 15_000;
const { waitFor, waitUntil } = vi;

vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));

function patient<Options extends object>(options: Options | number | undefined): Options | number {
  return typeof options === 'number' ? options : ({ timeout, ...options } as Options);
}
