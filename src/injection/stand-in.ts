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

/** Puts our handler before a function of the page, or takes it away: the page finds the same function all the time. */
export type StandIn = (isOn: boolean) => void;

// biome-ignore lint/suspicious/noExplicitAny: TypeScript has no other word for “some function”.
type AnyFunction = (...args: any[]) => any;

/** The native function that each stand-in is for. */
const natives = new WeakMap<object, unknown>();

/**
 * Puts a stand-in where the page finds a native function, for good: a page that keeps functions could tell when one is exchanged. It is a
 * proxy, so that its name and length stay native. Turned off, nothing of ours runs in a call, and none of it stands in an error's stack.
 */
export function standIn<Holder extends object, Key extends keyof Holder & string>(
  holder: Holder,
  key: Key,
  handle: (self: unknown, args: unknown[]) => unknown,
): StandIn {
  const native = holder[key] as Holder[Key] & AnyFunction;
  return proxied(native, 'apply', (_, self, args) => handle(self, args), holder, key);
}

/** The same for a class, where its prototype names it too: `made` hears of each object before the page does. */
export function standInForClass<Key extends string>(
  holder: Record<Key, new () => object>,
  key: Key,
  made: (object: object) => void,
): StandIn {
  const native = holder[key];
  const run = (_: unknown, args: unknown[], by: new () => object) => {
    const object = construct(native, args, by);
    made(object);
    return object;
  };
  return proxied(native, 'construct', run, holder, key, native.prototype);
}

function proxied<Trap extends 'apply' | 'construct'>(
  native: AnyFunction | (new () => object),
  trap: Trap,
  run: NonNullable<ProxyHandler<AnyFunction>[Trap]>,
  holder: object,
  key: string,
  prototype?: object,
): StandIn {
  const handler: ProxyHandler<AnyFunction> = bare({});
  const ours = new NativeProxy(native as AnyFunction, handler);
  remember(natives, ours, native);
  put(holder, key, native, ours);
  if (prototype) put(prototype, 'constructor', native, ours);
  return (isOn) => {
    handler[trap] = isOn ? run : undefined;
  };
}

function put(holder: object, key: string, native: unknown, ours: object): void {
  const found = getOwnPropertyDescriptor(holder, key);
  if (found && bare(found).value === native && found.writable && found.configurable) {
    defineProperty(holder, key, bare({ value: ours }));
  }
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
  return (isOn) => {
    for (let i = 0; i < all.length; i++) (all[i] as StandIn)(isOn);
  };
}
