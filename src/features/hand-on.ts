import type { Ports } from '../core/ports.ts';
import { changeAndArm } from './arm-bindings.ts';
import { nextOrder } from './order-bindings.ts';
import { done, once } from './running.ts';

/** A page of one tab opened another: what is bound to the one and may be handed on binds the other, too. */
export function handOn(from: number, to: number, ports: Ports): Promise<void> {
  return once(key(to), async () => {
    await ports.session.addOpened(to);
    const bindings = await ports.bindings.list();
    const handed = bindings.filter(({ tabId, enabled, handOn }) => tabId === from && enabled && handOn);
    // Its own binding counts: the tester was here before.
    if (handed.length === 0 || bindings.some(({ tabId }) => tabId === to)) return;
    await changeAndArm(async () => {
      for (const binding of handed) {
        const order = await nextOrder(ports);
        await ports.bindings.put({ ...binding, id: ports.randomId(), tabId: to, createdAt: ports.now(), order });
      }
    }, ports);
    ports.changes.tell();
  });
}

/**
 * Whether this is the first page that asks in a tab that a page opened. That page may have the window still, with what it put there
 * beforehand, even if the tab does not know its opener any more.
 */
export async function isFirstOfOpened(
  { tabId, isTop }: { tabId: number; isTop: boolean },
  ports: Ports,
): Promise<boolean> {
  await handedOn(tabId);
  return isTop && ports.session.takeOpened(tabId);
}

/** Resolves once nothing is being handed to this tab: its first page may ask before that is done. */
export function handedOn(tabId: number): Promise<void> {
  return done(key(tabId));
}

function key(tabId: number): string {
  return `hand on to ${tabId}`;
}
