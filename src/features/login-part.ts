import { Failure, failureRecord } from '../core/failure.ts';
import { failLogin, type Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import { isRunning, once, stop } from './running.ts';

const parts = ['begin', 'finish', 'poll', 'request'] as const;
type Part = (typeof parts)[number];

/** Does a part of a login, once however often it is asked for. Its failure stands in the login afterwards. */
export function loginPart(
  part: Part,
  id: string,
  work: (abort: AbortSignal) => Promise<void>,
  ports: Ports,
): Promise<void> {
  return once(`${part} ${id}`, async (abort) => {
    try {
      await work(abort);
    } catch (error) {
      const current = await ports.logins.get(id);
      if (current && current.step !== 'failed') await failStep(current, error, ports);
    }
  });
}

/** Stores a login's next step. Fails with `sign_in_cancelled` when it was cancelled meanwhile: it must not come back. */
export async function putStep(login: Login, abort: AbortSignal, ports: Ports): Promise<Login> {
  expectWanted(abort);
  await ports.logins.put(login);
  ports.changes.tell();
  return login;
}

/** Fails with `sign_in_cancelled` when the login was cancelled. */
export function expectWanted(abort: AbortSignal): void {
  if (abort.aborted) throw new Failure('sign_in_cancelled');
}

export async function failStep(login: Login, error: unknown, ports: Ports): Promise<void> {
  await ports.logins.put(failLogin(login, failureRecord(error), ports.now()));
  ports.changes.tell();
}

/** Whether this background works at the login right now. */
export function isBusy(id: string): boolean {
  return parts.some((part) => isRunning(`${part} ${id}`));
}

/** Ends all work at a login: it stores nothing more. */
export function stopLogin(id: string): void {
  for (const part of parts) stop(`${part} ${id}`);
}
