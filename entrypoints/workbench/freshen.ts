import { sendMessage } from '../../src/platform/messaging.ts';

/** Renewing is the background's: it happens once, however many pages ask. */
export function freshen(id: string): Promise<void> {
  return sendMessage('token.freshen', { id });
}
