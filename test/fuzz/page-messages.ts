import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { ArmedBinding } from '../../src/core/binding.ts';
import { type Background, startBridge } from '../../src/injection/bridge.ts';
import { OFFER, type ToInjector } from '../../src/injection/channel.ts';
import { noon } from '../core/support/records.ts';
import { bent } from './support/bend.ts';
import { border } from './support/border.ts';
import { expectNoSecret, sendableSecret } from './support/secret.ts';
import { strangeValue } from './support/strange.ts';

const call = { bindingId: 'one', method: 'GET', url: 'https://api.acme.example/pets' };
const message = fc.oneof(
  {
    weight: 6,
    arbitrary: bent(
      fc.constantFrom<unknown>(
        { kind: 'renew', to: 'a', bindingId: 'one' },
        { kind: 'prove', to: 'b', call },
        { kind: 'refused', to: 'c', refusal: { ...call, status: 401, at: noon, isSecond: false } },
        { kind: 'report', rows: [{ ...call, at: noon, did: 'added', status: 200 }] },
        { kind: 'ping' },
      ),
    ),
  },
  { weight: 1, arbitrary: strangeValue },
);
const cases = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 6 }),
  hidden: sendableSecret,
  isGone: fc.boolean(),
  isTop: fc.boolean(),
});

/** What the content script hears over the port of the page's own world, should something else ever speak there. */
export const pageMessages = border('page-messages', cases, async ({ messages, hidden, isGone, isTop }) => {
  const said: ToInjector[] = [];
  const port = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    postMessage: (each: ToInjector) => said.push(each),
  };
  // A frame that others can reach: it is given no token.
  const window = Object.assign(new EventTarget(), { opener: null, length: 0, top: null as unknown });
  window.top = isTop ? window : new EventTarget();
  window.addEventListener(OFFER, (event) => event.preventDefault());
  const globals = {
    window,
    document: { readyState: 'loading', body: null },
    MessageChannel: offering(port),
    MessageEvent: Event,
  };
  const armed: ArmedBinding = {
    ...{ bindingId: 'one', api: ['^https://api'], methods: [], leaves: false, ifPresent: 'replace', dueAt: undefined },
    ...{ parts: [{ in: 'header', name: 'X-Token', value: hidden }], proves: false, byRule: false, isRuled: false },
  };
  let left = messages.length;
  const background: Background = {
    arm: async () => [armed],
    wasOpened: async () => false,
    renew: async () => [armed],
    prove: async (calls) => calls.map(() => undefined),
    refused: async () => ({ bindings: [armed] }),
    report: async () => undefined,
    onRevision: () => undefined,
    filled: [],
    isThere: () => !isGone || left-- > 1,
  };
  const rejected: unknown[] = [];
  const note = (error: unknown) => rejected.push(error);
  const before = Object.getOwnPropertyDescriptors(globalThis) as PropertyDescriptorMap;
  process.on('unhandledRejection', note);
  Object.assign(globalThis, globals);
  try {
    startBridge(background);
    await setImmediate();
    for (const data of messages) port.onmessage?.({ data });
    window.dispatchEvent(new Event('pagehide'));
    await setImmediate();
    await setImmediate();
  } finally {
    process.off('unhandledRejection', note);
    for (const name of Object.keys(globals)) {
      const { [name]: was } = before;
      if (was) Object.defineProperty(globalThis, name, was);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
  if (rejected.length > 0) throw rejected[0];
  assert.ok(said.some(({ kind }) => kind === 'armed'));
  // No script may set such a header (a redirect would carry it along), so no script learns it.
  expectNoSecret(said, 'what is said to the page');
});

/** The bridge's end of its channel is ours, so that we can speak in the injector's place. */
function offering(port: object) {
  return class {
    readonly port1 = port;
    readonly port2 = {};
  };
}
