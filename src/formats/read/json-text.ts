import { isTooDeep } from '../../core/is-too-deep.ts';
import { unusable } from '../unusable.ts';
import { expectSize } from './expect-size.ts';

/** The value of a JSON text. Fails with `import_unreadable`, `import_too_large`. */
export function readJson(text: string, format: string): unknown {
  const sized = expectSize(text, format);
  if (isTooDeep(sized))
    throw unusable(format, 'it is nested too deep', 'Take the part of it that describes the sign-in.');
  try {
    return JSON.parse(sized);
  } catch {
    // The browser's own words quote the text, which may hold secrets.
    throw unusable(format, 'it is not JSON', 'Take the whole file, as it was saved.');
  }
}
