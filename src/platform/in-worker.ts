import { Failure, type FailureRecord, failureRecord } from '../core/failure.ts';

type Reply<Answer> = { answer: Answer } | { failure: FailureRecord };

/**
 * Has a question answered beside the page, which goes on meanwhile. Rejects with the worker's `Failure`, or with `tooLong` when there is no
 * answer after `patience` milliseconds: the worker is ended, whatever it was doing.
 */
export async function askWorker<Answer>(
  worker: Worker,
  question: unknown,
  { patience, tooLong }: { patience: number; tooLong: Failure },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply<Answer>>();
  const timer = setTimeout(() => reject(tooLong), patience);
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Failure('unknown', { reason: message || 'the worker did not start' }));
  worker.postMessage(question);
  try {
    const reply = await promise;
    if ('answer' in reply) return reply.answer;
    const { code, values, quote } = reply.failure;
    throw new Failure(code, values, quote);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** The other end: answers the questions that come to this worker. */
export function answerAsWorker(answer: (question: never) => unknown): void {
  addEventListener('message', ({ data }) => {
    try {
      postMessage({ answer: answer(data as never) });
    } catch (error) {
      postMessage({ failure: failureRecord(error) });
    }
  });
}
