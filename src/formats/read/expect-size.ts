import { Failure } from '../../core/failure.ts';

/** What a person pastes is small; this many characters are read before a mistake is more likely. */
const limit = 2_000_000;

/** That a file can hold no more than what is ever read: in UTF-8 a character takes up to three bytes. Fails with `import_too_large`. */
export function expectFileSize({ size }: Pick<File, 'size'>): void {
  if (size > limit * 3) throw tooLarge('a file to be imported');
}

/** Text without a byte order mark, and not larger than what is ever read. Fails with `import_too_large`. */
export function expectSize(text: string, format: string): string {
  if (text.length > limit) throw tooLarge(format);
  return text.replace(/^\uFEFF/, '');
}

function tooLarge(format: string): Failure {
  return new Failure('import_too_large', { format, limit: limit / 1_000_000 });
}
