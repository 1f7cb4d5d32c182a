import {
  apply,
  bare,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  NativeProxy,
  recall,
  remember,
} from './natives.ts';

/** A property of the page that can be ours for a while. */
export type StandIn = { install(): void; remove(): void };

// biome-ignore lint/suspicious/noExplicitAny: TypeScript has no other word for “some function”.
type AnyFunction = (...args: any[]) => any;

/** The native function that each stand-in is for. */
const natives = new WeakMap<object, unknown>();

/**
 * Puts a stand-in where the page finds a native function. It is a proxy, so that its name and length stay native;
 * both steps do nothing when somebody else has wrapped the property meanwhile.
 */
export function standIn<Holder extends object, Key extends keyof Holder & string>(
  holder: Holder,
  key: Key,
  handle: (self: unknown, args: unknown[]) => unknown,
): StandIn {
  const native = holder[key] as Holder[Key] & AnyFunction;
  const handler = bare({ apply: (_: unknown, self: unknown, args: unknown[]) => handle(self, args) });
  return swapped(holder, key, native, new NativeProxy(native, handler));
}

/** The same for a class, where its prototype names it too: `made` hears of each object before the page does. */
export function standInForClass<Key extends string>(
  holder: Record<Key, new () => object>,
  key: Key,
  made: (object: object) => void,
): StandIn {
  const native = holder[key];
  const handler = bare({
    construct(_: unknown, args: unknown[], by: new () => object) {
      const object = construct(native, args, by);
      made(object);
      return object;
    },
  });
  const ours = new NativeProxy(native, handler);
  return together(swapped(holder, key, native, ours), swapped(native.prototype, 'constructor', native, ours));
}

function swapped(holder: object, key: string, native: unknown, ours: object): StandIn {
  remember(natives, ours, native);

  function swap(from: unknown, to: unknown): void {
    const found = getOwnPropertyDescriptor(holder, key);
    if (found && bare(found).value === from && found.writable && found.configurable) {
      defineProperty(holder, key, bare({ value: to }));
    }
  }

  return { install: () => swap(native, ours), remove: () => swap(ours, native) };
}

/** `toString` of functions, which of a proxy would say that it is native, but not which. */
export function standInForText(): StandIn {
  const { toString: text } = Function.prototype;
  return standIn(Function.prototype, 'toString', (self, args) =>
    apply(text, recall(natives, self as object) ?? self, args),
  );
}

/** Several as one. */
export function together(...all: StandIn[]): StandIn {
  const each = (step: keyof StandIn) => {
    for (let i = 0; i < all.length; i++) (all[i] as StandIn)[step]();
  };
  return { install: () => each('install'), remove: () => each('remove') };
}
