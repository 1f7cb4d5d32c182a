import { LineCounter, parseDocument } from 'yaml';
import { unusable } from '../unusable.ts';
import { expectSize } from './expect-size.ts';

/**
 * The value of a YAML text. Each scalar is the text that stands there (`2.0` stays `2.0`), tags mean nothing, aliases are followed up to a
 * number. Fails with `import_unreadable`, `import_too_large`. Some texts take minutes: have it done where it can be stopped.
 */
export function readYaml(text: string, format: string): unknown {
  const lineCounter = new LineCounter();
  // Comparing each key with all others takes the square of their number.
  const document = parseDocument(expectSize(text, format), {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter,
  });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    // The library's own words quote the text, which may hold secrets.
    throw unusable(format, `its line ${line} is not YAML`, 'Correct that line, or paste the document as JSON.');
  }
  try {
    return document.toJS();
  } catch {
    throw unusable(format, 'it refers to its own parts too often', 'Paste the document as JSON.');
  }
}
