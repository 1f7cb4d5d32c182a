import { expect } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { failureText } from '../../../src/core/failure-text.ts';

/** What a reader makes of a foreign text: undefined where it refuses it, with a sentence and what to try. */
export function readOrRefused<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    expectSentence(error);
    return undefined;
  }
}

/** The same of a reader that takes its time. */
export async function awaitReadOrRefused<Read>(read: Promise<Read>): Promise<Read | undefined> {
  const settled = await read.then(
    (answer) => () => answer,
    (error) => (): Read => {
      throw error;
    },
  );
  return readOrRefused(settled);
}

export function expectSentence(error: unknown): void {
  expect(error).toBeInstanceOf(Failure);
  const { sentence, tryThis } = failureText(error as Failure);
  expect(sentence).toMatch(/^.{10,}[.:?]$/s);
  expect(tryThis).toMatch(/^.{10,}[.…]?$/s);
  expect(sentence + tryThis).not.toMatch(/\{\w+\}|undefined/);
}
