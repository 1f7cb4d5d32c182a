import { Failure } from '../../core/failure.ts';
import type { Waiting } from '../../core/login.ts';

/** Nobody waits longer than a day for a user, whatever the server says; and a timer of a month would ring at once (milliseconds). */
const day = 86_400_000;

/** What waits for a user. Without an interval it is five seconds (RFC 8628, section 3.2). `now` in milliseconds since epoch. */
export function waitingOf(code: string, answer: { interval?: number; expires_in: number }, now: number): Waiting {
  const interval = Math.min((answer.interval ?? 5) * 1000, day);
  return { code, interval, nextPollAt: now + interval, expiresAt: now + Math.min(answer.expires_in * 1000, day) };
}

const mayPass = ['server_unreachable', 'answer_cut', 'server_slow', 'server_error'];

/**
 * When to ask again after a failure (RFC 8628, section 3.5; OpenID CIBA, section 11): with the interval, five seconds slower when the server
 * says so, half as often when it can't be reached. Undefined: never, the failure is final.
 */
export function afterFailure(waiting: Waiting, error: unknown, now: number): Waiting | undefined {
  if (!(error instanceof Failure)) return undefined;
  const said = error.quote?.error;
  const interval =
    said === 'slow_down'
      ? waiting.interval + 5000
      : mayPass.includes(error.code)
        ? waiting.interval * 2
        : waiting.interval;
  const goesOn = said === 'authorization_pending' || said === 'slow_down' || mayPass.includes(error.code);
  return goesOn ? { ...waiting, interval, nextPollAt: now + interval } : undefined;
}
