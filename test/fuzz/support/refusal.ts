import assert from 'node:assert/strict';
import { Failure, type FailureRecord, failureRecord } from '../../../src/core/failure.ts';
import { failures, failureText } from '../../../src/core/failure-text.ts';
import { expectNoSecret } from './secret.ts';

/** What comes of a piece of work; undefined where it was refused in words that hold no secret. */
export async function cameOrRefused<Result>(work: () => Result | Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expectNoSecret(error.message, 'the message of a failure');
    expectInWords(failureRecord(error));
    return undefined;
  }
}

/** A failure is one of the list, but never `unknown`, which is what errors of ours are called. */
export function expectInWords(record: FailureRecord): void {
  assert.ok(Object.hasOwn(failures, record.code) && record.code !== 'unknown', JSON.stringify(record));
  const { sentence, tryThis } = failureText(record);
  assert.match(sentence, /\S.{5,}[.:?]$/s);
  assert.match(tryThis, /\S.{5,}[.…]?$/s);
  expectNoSecret([record, sentence, tryThis], 'a failure');
}

/** The record of an error, for whoever reads the report of a run. */
export function failureTold(error: unknown): string {
  return error instanceof Failure ? JSON.stringify(failureRecord(error)) : '';
}
