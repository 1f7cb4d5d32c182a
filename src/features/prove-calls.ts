import type { Page, Part } from '../core/binding.ts';
import { type BindingIndex, indexBindings } from '../core/binding-index.ts';
import type { DpopKey } from '../core/dpop-key.ts';
import { hasShape } from '../core/has-shape.ts';
import type { Ports } from '../core/ports.ts';
import { type BoundCall, boundCall } from '../core/refusal.ts';
import { isExpired } from '../core/token.ts';
import { learnNonce, proveCall } from '../oauth/prove-call.ts';
import { ifReadable } from './if-readable.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';

/** What a page may ask for at once. */
const most = 100;

type Call = Pick<BoundCall, 'method' | 'url'>;
type Bound = LiveBinding & { key: DpopKey | undefined };

/**
 * What calls of this page carry with a token that is bound to a key (RFC 9449), each with a proof of its own; undefined for one that no such
 * binding of this page names, or whose token has ended. Who asks is the browser's word, and the URL is held against the binding here.
 */
export async function proveCalls(page: Page, asked: unknown, ports: Ports): Promise<(Part[] | undefined)[]> {
  if (!Array.isArray(asked) || asked.length > most || !asked.every(isCall)) return [];
  const bound = await boundCalls(ports);
  return Promise.all(
    asked.map((call) => {
      const found = bound.first(page, call);
      // In network mode a page is given no token: the listener adds it.
      const isItsOwn = found?.binding.id === call.bindingId && found.binding.mode === 'page';
      return isItsOwn ? proved(found, call, ports) : undefined;
    }),
  );
}

/**
 * The same for a request that no script of a page sends, by whichever binding holds for it. `page` is who asks for it, by the browser's
 * word.
 */
export async function proveRequest(page: Page, call: Call, ports: Ports): Promise<Part[] | undefined> {
  const found = (await boundCalls(ports)).first(page, call);
  // A socket is opened by a request over HTTP.
  return found && proved(found, { ...call, url: asHttp(call.url) }, ports);
}

/** Keeps the nonce that an API gave to a page (RFC 9449, section 8.2). False where no binding with a key holds for the call. */
export async function keepNonce(page: Page, call: Call, nonce: string, ports: Ports): Promise<boolean> {
  const found = (await boundCalls(ports)).first(page, call);
  if (!found?.key) return false;
  await learnNonce(found.key, asHttp(call.url), nonce);
  return true;
}

async function proved({ token, parts, key, proves }: Bound, call: Call, ports: Ports): Promise<Part[] | undefined> {
  if (!key || !proves || isExpired(token, ports.now())) return undefined;
  return [...parts, { in: 'header', name: 'DPoP', value: await proveCall(key, token.access_token, call) }];
}

const known = new WeakMap<Ports, Promise<BindingIndex<Bound>>>();

/** Bindings, tokens or permissions have changed: what is kept of them here is read anew. */
export function forgetBound(ports: Ports): void {
  known.delete(ports);
}

/** Which binding holds for which call. Kept, since it is read for each call that wants a proof. */
export function boundCalls(ports: Ports): Promise<BindingIndex<Bound>> {
  const reading = known.get(ports) ?? read(ports);
  known.set(ports, reading);
  reading.catch(() => known.delete(ports));
  return reading;
}

async function read(ports: Ports): Promise<BindingIndex<Bound>> {
  const live = await liveBindings(ports);
  return indexBindings(
    await Promise.all(
      live.map(async (each): Promise<Bound> => {
        const { dpopKeyId } = each.token;
        return { ...each, key: dpopKeyId === undefined ? undefined : await ifReadable(ports.dpopKeys.get(dpopKeyId)) };
      }),
    ),
  );
}

function asHttp(url: string): string {
  return url.replace(/^ws/, 'http');
}

function isCall(call: unknown): call is BoundCall {
  return hasShape<BoundCall>(call, boundCall);
}
