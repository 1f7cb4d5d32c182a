import type { Order } from './arms.ts';

/** Sets the header of an order, and says what came of it. */
export function carry(order: Order, set: (header: string, value: string) => void): Order {
  try {
    if (order.value !== undefined) set(order.header, order.value);
    return order;
  } catch {
    // The browser takes no such header or value: the call goes as the page wrote it.
    return { bindingId: order.bindingId, header: order.header, value: undefined, did: 'let_go' };
  }
}
