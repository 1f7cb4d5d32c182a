/**
 * The first script of a page that wants the tester's token: it patches the built-ins of one group (`?patch=`), and whatever passes
 * through them is loot. Later the test may call `patch` once more.
 */
const { apply, construct, defineProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;
const Spy = Proxy;
const { MessageEvent, MessagePort, Headers, Request, Event } = globalThis;
const [eachHeader, has, add] = [Headers.prototype.forEach, WeakSet.prototype.has, WeakSet.prototype.add];
const [urlOf, headersOf, dataOf, targetOf] = [
  [Request.prototype, 'url'],
  [Request.prototype, 'headers'],
  [MessageEvent.prototype, 'data'],
  [Event.prototype, 'target'],
].map(([holder, key]) => getOwnPropertyDescriptor(holder, key).get);
const eventOf = getOwnPropertyDescriptor(window, 'event').get;
const prototypeOf = Reflect.getPrototypeOf;
const prototypes = { port: MessagePort.prototype, headers: Headers.prototype, request: Request.prototype };
const eventPrototype = MessageEvent.prototype;
const { addEventListener: listen } = EventTarget.prototype;
const { postMessage: post } = MessagePort.prototype;
const spokenOn = new WeakSet();
const loot = Object.create(null);
let count = 0;
let isBusy = false;

/** Keeps what a thing says, and all that it leads to. */
function keep(thing, depth = 0) {
  if (typeof thing === 'string') put(thing);
  if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null || depth > 5) return;
  const prototype = prototypeOf(thing);
  if (prototype === prototypes.port) speakOn(thing);
  else if (prototype === prototypes.headers) apply(eachHeader, thing, [(value) => put(value)]);
  else if (prototype === prototypes.request) {
    put(apply(urlOf, thing, []));
    keep(apply(headersOf, thing, []), depth + 1);
  } else if (prototype === eventPrototype) {
    keep(apply(dataOf, thing, []), depth + 1);
    keep(apply(targetOf, thing, []), depth + 1);
  } else if (typeof thing === 'object' && thing !== window) {
    const keys = ownKeys(thing);
    for (let i = 0; i < keys.length && i < 50; i++) {
      const found = getOwnPropertyDescriptor(thing, keys[i]);
      if (found && 'value' in found) keep(found.value, depth + 1);
    }
  }
}

/** Asks on a port that was found who is there, and listens. */
function speakOn(port) {
  if (apply(has, spokenOn, [port])) return;
  apply(add, spokenOn, [port]);
  put('a port');
  apply(listen, port, ['message', (event) => keep(apply(dataOf, event, []))]);
  apply(post, port, [{ kind: 'ping' }]);
}

function put(text) {
  loot[count] = text;
  count += 1;
}

/** What can be seen from where somebody calls us. */
function look(...things) {
  if (isBusy) return;
  isBusy = true;
  try {
    for (let i = 0; i < things.length; i++) keep(things[i]);
    keep(apply(eventOf, window, []));
  } catch (error) {
    put(`a spy failed: ${error}`);
  } finally {
    isBusy = false;
  }
}

const spied = new WeakSet();
const spyHandler = {
  __proto__: null,
  apply(target, self, args) {
    look(self, args);
    const result = apply(target, self, args);
    look(result);
    return result;
  },
  construct(target, args, by) {
    look(args);
    const made = construct(target, args, by);
    look(made);
    return made;
  },
};

function spyOn(native) {
  if (apply(has, spied, [native])) return native;
  const spy = new Spy(native, spyHandler);
  apply(add, spied, [spy]);
  return spy;
}

/** Every function and accessor that an object has itself. */
function spyIn(holder) {
  for (const key of ownKeys(holder)) {
    const found = getOwnPropertyDescriptor(holder, key);
    if (!found?.configurable || key === 'constructor') continue;
    setPrototypeOf(found, null);
    for (const part of ['value', 'get', 'set']) if (typeof found[part] === 'function') found[part] = spyOn(found[part]);
    defineProperty(holder, key, found);
  }
}

function spyOnClass(name) {
  const native = globalThis[name];
  spyIn(native);
  if (native.prototype) spyIn(native.prototype);
  const found = getOwnPropertyDescriptor(globalThis, name);
  defineProperty(globalThis, name, { __proto__: null, ...found, value: spyOn(native) });
}

function spyOnProperties(holder, names) {
  for (const name of names) {
    defineProperty(holder, name, {
      __proto__: null,
      configurable: true,
      get() {
        look(this);
      },
      set(value) {
        look(this, value);
        defineProperty(this, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
}

const words = 'parts headers bindings bindingId data name url body well why offer did at order authorization then text';
const groups = {
  MessagePort: () => ['MessagePort', 'MessageChannel', 'MessageEvent'].forEach(spyOnClass),
  EventTarget: () => ['EventTarget', 'Event', 'ProgressEvent', 'AbortSignal'].forEach(spyOnClass),
  Promise: () => spyOnClass('Promise'),
  Headers: () => spyOnClass('Headers'),
  Request: () => ['Request', 'Response'].forEach(spyOnClass),
  Proxy: () => {
    spyOnClass('Proxy');
    spyIn(Reflect);
  },
  'Function.prototype.call': () => {
    for (const name of ['call', 'apply', 'bind']) Function.prototype[name] = spyOn(Function.prototype[name]);
  },
  JSON: () => spyIn(JSON),
  URL: () => ['URL', 'URLSearchParams'].forEach(spyOnClass),
  'String.prototype': () => [String.prototype, RegExp.prototype].forEach(spyIn),
  'Array.prototype': () => {
    spyIn(Array.prototype);
    spyOnProperties(Array.prototype, ['0', '1']);
  },
  'Object.prototype': () => {
    spyIn(Object);
    spyOnProperties(Object.prototype, words.split(' '));
  },
  XMLHttpRequest: () => spyOnClass('XMLHttpRequest'),
  'WeakMap and Map': () => ['WeakMap', 'Map', 'WeakSet', 'Set'].forEach(spyOnClass),
  timers: () => {
    for (const name of ['setTimeout', 'queueMicrotask', 'reportError', 'fetch', 'structuredClone'])
      globalThis[name] = spyOn(globalThis[name]);
  },
  'the stack': () => {
    Error.prepareStackTrace = (_, sites) => {
      for (const site of sites) look(site.getThis?.(), site.getFunction?.()?.arguments);
      return '';
    };
    Error.stackTraceLimit = 50;
  },
  'Symbol.species': () => {
    for (const made of [Promise, Array, RegExp, ArrayBuffer]) {
      const readSpecies = getOwnPropertyDescriptor(made, Symbol.species).get;
      defineProperty(made, Symbol.species, { __proto__: null, configurable: true, get: spyOn(readSpecies) });
      defineProperty(made.prototype, 'constructor', {
        __proto__: null,
        configurable: true,
        get() {
          look(this);
          return made;
        },
      });
    }
  },
};

globalThis.hostile = {
  groups: Object.keys(groups),
  look,
  patch: (group) => groups[group](),
  loot: () => Object.values(loot),
};
const first = new URLSearchParams(location.search).get('patch');
if (first) groups[first]();
