import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTurn, isRunning, once, stop } from '../../src/features/running.ts';

describe('Work that is done once', () => {
  test('gives all who ask the same result, and can be done again later', async () => {
    let done = 0;
    const work = async () => ++done;
    expect(await Promise.all([once('a', work), once('a', work), once('b', work)])).toEqual([1, 1, 2]);
    expect(await once('a', work)).toBe(3);
  });

  test('gives all who ask the same failure, and can be tried again', async () => {
    const fail = () => once('f', async () => Promise.reject(new Error('no')));
    const results = await Promise.allSettled([fail(), fail()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(isRunning('f')).toBe(false);
    await expect(once('f', async () => 'yes')).resolves.toBe('yes');
  });

  test('can be told to stop', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = once('s', async (abort) => {
      abort.addEventListener('abort', () => resolve());
      await promise;
      return abort.aborted;
    });
    expect(isRunning('s')).toBe(true);
    stop('nobody');
    stop('s');
    expect(await work).toBe(true);
  });
});

describe('Work that is done in turn', () => {
  test('never runs beside itself, and whoever asks gets work that began after the question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (scheduler, askers) => {
        let changed = 0;
        let running = 0;
        const ask = async (asker: number) => {
          await scheduler.schedule(Promise.resolve(), `asker ${asker}`);
          const mine = ++changed;
          let seen = 0;
          await inTurn('turn', async () => {
            expect(++running).toBe(1);
            last = changed;
            await scheduler.schedule(Promise.resolve(), 'work');
            running--;
          });
          seen = last;
          expect(seen).toBeGreaterThanOrEqual(mine);
        };
        let last = 0;
        await scheduler.waitFor(Promise.all(Array.from({ length: askers }, (_, asker) => ask(asker))));
      }),
    );
  });

  test('goes on after a failure', async () => {
    const first = inTurn('f', async () => Promise.reject(new Error('no')));
    const second = inTurn('f', async () => undefined);
    await expect(first).rejects.toThrow('no');
    await expect(second).resolves.toBeUndefined();
    await expect(inTurn('f', async () => undefined)).resolves.toBeUndefined();
  });
});
