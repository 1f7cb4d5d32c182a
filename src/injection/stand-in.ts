import { bare, defineProperty, getOwnPropertyDescriptor, NativeProxy } from './natives.ts';

/** A property of the page that can be ours for a while. */
export type StandIn = { install(): void; remove(): void };

// biome-ignore lint/suspicious/noExplicitAny: TypeScript has no other word for “some function”.
type AnyFunction = (...args: any[]) => any;

/**
 * Puts a stand-in where the page finds a native function. It is a proxy, so that its name, length and text stay native;
 * both steps do nothing when somebody else has wrapped the property meanwhile.
 */
export function standIn<Holder extends object, Key extends keyof Holder & string>(
  holder: Holder,
  key: Key,
  handle: (self: unknown, args: unknown[]) => unknown,
): StandIn {
  const native = holder[key] as Holder[Key] & AnyFunction;
  const handler = bare({ apply: (_: unknown, self: unknown, args: unknown[]) => handle(self, args) });
  const ours = new NativeProxy(native, handler);

  function swap(from: unknown, to: unknown): void {
    const found = getOwnPropertyDescriptor(holder, key);
    if (found && bare(found).value === from && found.writable && found.configurable) {
      defineProperty(holder, key, bare({ value: to }));
    }
  }

  return { install: () => swap(native, ours), remove: () => swap(ours, native) };
}

/** Several as one. */
export function together(...all: StandIn[]): StandIn {
  const each = (step: keyof StandIn) => {
    for (let i = 0; i < all.length; i++) (all[i] as StandIn)[step]();
  };
  return { install: () => each('install'), remove: () => each('remove') };
}
