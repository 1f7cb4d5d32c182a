import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

type Question = {
  /** The token that is asked about. */
  id: string;
  /** The server is being told. */
  busy?: true;
  /** Why the server could not be told. The next time it is not asked. */
  failure?: FailureRecord;
};

/** Forgets a token, after one question. */
export function createForgetting(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  const asked = signal<Question>();

  function ask(id: string) {
    asked.value = { id };
  }

  function keep() {
    asked.value = undefined;
  }

  /** To be called first thing in a click: it may ask for the server's hosts. Resolves true when the token is gone. */
  async function forget(): Promise<boolean> {
    const question = asked.value;
    if (!question || question.busy) return false;
    const { id } = question;
    asked.value = { ...question, busy: true };
    try {
      if (!question.failure) await status.askForServerOf(id);
      await send('token.forget', { id, ...(question.failure && { evenIfNotRevoked: true }) });
    } catch (error) {
      asked.value = { id, failure: failureRecord(error) };
      return false;
    }
    await status.read();
    keep();
    return true;
  }

  return { asked, ask, keep, forget };
}
