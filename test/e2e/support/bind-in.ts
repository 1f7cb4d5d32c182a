import type { Mode, NewBinding } from '../../../src/core/binding.ts';
import type { Tokendock } from './tokendock.ts';

/** Binds pages to a token in this mode, and ends all earlier bindings. */
export async function bindIn(mode: Mode, dock: Tokendock, binding: NewBinding): Promise<string> {
  for (const { id } of (await dock.status()).bindings) await dock.send('binding.remove', { id });
  return dock.send('binding.add', { ...binding, mode });
}
