import { unusable } from '../../src/formats/unusable.ts';
import { askWorker } from '../../src/platform/in-worker.ts';

/** Two million characters of an honest document take two seconds, and some that are not honest take minutes. */
const patience = 15_000;

/** Reads YAML in a worker that is made for it, and loads the library. */
export function parseYaml(text: string, format: string): Promise<unknown> {
  const worker = new Worker(new URL('./yaml-worker.ts', import.meta.url), { type: 'module' });
  const tooLong = unusable(
    format,
    `it is YAML that takes more than ${patience / 1000} seconds to read`,
    'Paste the document as JSON, or the part of it that has its security schemes.',
  );
  return askWorker(worker, { text, format }, { patience, tooLong });
}
