import type { Failure } from '../core/failure.ts';

/** A record, or undefined where it is damaged: who needs many is not stopped by one. The popup tells of it. */
export async function ifReadable<Entry>(reading: Promise<Entry | undefined>): Promise<Entry | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as Failure).code !== 'record_unreadable') throw error;
    return undefined;
  }
}
