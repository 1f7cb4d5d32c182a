import type { Part } from '../../src/core/binding.ts';
import type { Answer, InjectedBinding } from '../../src/injection/channel.ts';

/** A binding of `https://api.example`, with a token that is good for an hour. */
export function binding(changes: Partial<InjectedBinding> = {}): InjectedBinding {
  return {
    bindingId: 'one',
    api: ['^https://api\\.example/.*$'],
    parts: header('Bearer good'),
    dueAt: Date.now() + 3_600_000,
    proves: false,
    methods: [],
    leaves: false,
    ifPresent: 'replace',
    withheld: false,
    byRule: false,
    ...changes,
  };
}

/** The same, with a token that has to be renewed first. */
export function dueBinding(changes: Partial<InjectedBinding> = {}): InjectedBinding {
  return binding({ parts: header('Bearer old'), dueAt: Date.now() - 1, ...changes });
}

export function header(value: string, name = 'Authorization'): Part[] {
  return [{ in: 'header', name, value }];
}

export function parameter(value: string, name = 'access_token'): Part[] {
  return [{ in: 'query', name, value }];
}

/** How a question ends. */
export const well: Answer = { well: true, parts: undefined, why: undefined, offer: undefined };
export const badly: Answer = { well: false, parts: undefined, why: 'no_token', offer: undefined };
