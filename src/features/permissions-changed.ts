import type { Ports } from '../core/ports.ts';
import { armBindings } from './arm-bindings.ts';
import { continueLogin } from './start-login.ts';

/** The tester granted or took away hosts: logins that waited for that go on, bindings follow. */
export async function permissionsChanged(ports: Ports): Promise<void> {
  await armBindings(ports);
  ports.changes.tell();
  const waiting = (await ports.logins.list()).filter((login) => login.step === 'asking_permission');
  await Promise.all(waiting.map((login) => continueLogin(login.id, ports)));
}
