import { Failure } from '../core/failure.ts';

/** The failure of something foreign that can't be read as what it should be. */
export function unusable(format: string, reason: string, tryThis: string): Failure {
  return new Failure('import_unreadable', { format, reason, tryThis });
}
