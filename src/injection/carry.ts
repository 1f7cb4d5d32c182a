import type { Part } from '../core/binding.ts';
import type { Order } from './arms.ts';
import { bare } from './natives.ts';

/**
 * Sets the headers of an order, and says what came of it: what the browser does not take is left out, and so is what the page's own
 * headers keep out.
 */
export function carry(order: Order, set: (name: string, value: string) => void, has: (name: string) => boolean): Order {
  const { parts, ifPresent } = order;
  if (parts === undefined) return order;
  const taken: Part[] = bare([]);
  let { did, why } = order;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    if (ifPresent === 'leave' && part.in === 'header' && has(part.name)) {
      did = 'left_alone';
      why = 'own_header';
      continue;
    }
    try {
      if (part.in === 'header') set(part.name, part.value);
      taken[taken.length] = part;
    } catch {
      // The browser takes no such header or value: in that the call goes as the page wrote it.
      did = 'let_go';
    }
  }
  return { ...order, parts: taken, did, why };
}

/** Whether a call left with the token. */
export function isCarried({ did }: Order): boolean {
  return did !== 'let_go' && did !== 'left_alone';
}
