import type { InjectedBinding } from '../../src/injection/channel.ts';

/** A binding of `https://api.example`, with a token that is good for an hour. */
export function binding(changes: Partial<InjectedBinding> = {}): InjectedBinding {
  return {
    bindingId: 'one',
    api: ['^https://api\\.example/.*$'],
    header: 'Authorization',
    value: 'Bearer good',
    dueAt: Date.now() + 3_600_000,
    byRule: false,
    ...changes,
  };
}

/** The same, with a token that has to be renewed first. */
export function dueBinding(changes: Partial<InjectedBinding> = {}): InjectedBinding {
  return binding({ value: 'Bearer old', dueAt: Date.now() - 1, ...changes });
}
