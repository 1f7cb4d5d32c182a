import { afterEach, expect, test, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { answerAsWorker, askWorker } from '../../src/platform/in-worker.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tooLong = new Failure('unknown', { reason: 'it takes too long' });

/** A worker whose other end answers so; undefined: it never does. */
function aWorker(answer?: (question: string) => string) {
  const listeners: ((event: { data: unknown }) => void)[] = [];
  const worker = {
    onmessage: vi.fn<(event: { data: unknown }) => void>(),
    onerror: vi.fn<(event: { message: string }) => void>(),
    terminate: vi.fn(),
    postMessage: (data: unknown) => {
      for (const hear of listeners) hear({ data });
    },
  };
  vi.stubGlobal('addEventListener', (_: string, hear: (typeof listeners)[number]) => listeners.push(hear));
  vi.stubGlobal('postMessage', (data: unknown) => worker.onmessage({ data }));
  if (answer) answerAsWorker(answer);
  return worker;
}

const ask = (worker: ReturnType<typeof aWorker>) =>
  askWorker<string>(worker as unknown as Worker, 'hello', { patience: 1000, tooLong });

test('A worker answers, and is ended', async () => {
  const worker = aWorker((question) => `${question} you`);
  expect(await ask(worker)).toBe('hello you');
  expect(worker.terminate).toHaveBeenCalledOnce();
});

test('The failure of a worker is mine', async () => {
  const worker = aWorker(() => {
    throw new Failure('import_too_large', { format: 'x', limit: 2 });
  });
  await expect(ask(worker)).rejects.toMatchObject({ code: 'import_too_large', values: { limit: 2 } });
  expect(worker.terminate).toHaveBeenCalledOnce();
});

test('A worker that takes too long is ended, and that is said', async () => {
  vi.useFakeTimers();
  const worker = aWorker();
  const asked = expect(ask(worker)).rejects.toBe(tooLong);
  await vi.advanceTimersByTimeAsync(1000);
  await asked;
  expect(worker.terminate).toHaveBeenCalledOnce();
});

test('A worker that does not start is said to be so', async () => {
  const worker = aWorker();
  const asked = expect(ask(worker)).rejects.toMatchObject({ values: { reason: 'the worker did not start' } });
  worker.onerror({ message: '' });
  await asked;
});
