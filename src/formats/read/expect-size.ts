import { Failure } from '../../core/failure.ts';

/** What a person pastes is small; this many characters are read before a mistake is more likely. */
const limit = 2_000_000;

/** Text without a byte order mark, and not larger than what is ever read. Fails with `import_too_large`. */
export function expectSize(text: string, format: string): string {
  if (text.length > limit) throw new Failure('import_too_large', { format, limit: limit / 1_000_000 });
  return text.replace(/^\uFEFF/, '');
}
