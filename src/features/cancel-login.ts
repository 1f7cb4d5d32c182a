import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { failStep, stopLogin } from './login-part.ts';

/** Ends a login at the tester's wish, or dismisses a failed one: its window closes (if this background opened it, or it is a tab), nothing of it stays. */
export async function cancelLogin(id: string, ports: Ports): Promise<void> {
  const login = await ports.logins.get(id);
  if (!login) return;
  stopLogin(id);
  await ports.logins.delete(id);
  ports.changes.tell();
  if (login.step === 'signing_in' && login.tabId !== undefined)
    await ports.tabWindow.close(login.tabId, login.fromTabId);
}

/** A sign-in tab was closed: its login failed, and can be tried again. */
export async function loginTabClosed(tabId: number, ports: Ports): Promise<void> {
  for (const login of await ports.logins.list()) {
    if (login.step !== 'signing_in' || login.tabId !== tabId) continue;
    await failStep(login, new Failure('sign_in_cancelled'), ports);
    await ports.tabWindow.close(tabId, login.fromTabId);
  }
}
