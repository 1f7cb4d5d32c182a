import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Activity } from '../../src/core/activity.ts';
import { createReporter } from '../../src/injection/reporter.ts';

const row: Activity = {
  bindingId: 'one',
  method: 'GET',
  url: 'https://api.example/',
  status: 200,
  at: 1,
  did: 'added',
};
const send = vi.fn<(rows: Activity[]) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  send.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

it('reports at most once in 200 milliseconds, with everything since', () => {
  const reporter = createReporter(send);
  for (let i = 0; i < 3; i++) reporter.add(row);
  expect(send).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  reporter.add(row);
  vi.advanceTimersByTime(200);
  expect(send.mock.calls.map(([rows]) => rows.length)).toEqual([3, 1]);
});

it('reports what is left when the page goes, and nothing when there is nothing', () => {
  const reporter = createReporter(send);
  reporter.add(row);
  reporter.flush();
  reporter.flush();
  vi.advanceTimersByTime(1000);
  expect(send.mock.calls).toEqual([[[row]]]);
});

it('keeps within what the background takes', () => {
  const reporter = createReporter(send);
  for (let i = 0; i < 1005; i++) reporter.add({ ...row, at: i, method: 'X'.repeat(50), url: 'u'.repeat(5000) });
  reporter.flush();
  const rows = send.mock.calls[0]?.[0] ?? [];
  expect([rows.length, rows[0]?.at, rows[0]?.method.length, rows[0]?.url.length]).toEqual([1000, 5, 20, 2000]);
});
