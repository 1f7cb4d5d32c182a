import type { Arms, Order } from './arms.ts';
import { apply, bare, lowerCase, NativeXHR, upperCase, xhrOpen, xhrSetHeader, xhrUrl } from './natives.ts';
import { resolveUrl } from './page-url.ts';

export type OwnHeader = { name: string; value: string };

/** One opened request that may be bound. Its headers are held back until it leaves: the browser would add ours to the page's own. */
export type OpenedCall = {
  /** The arguments of `open`, the URL absolute. */
  opening: unknown[];
  url: string;
  async: boolean;
  step: 'opened' | 'waiting' | 'aborted' | 'sent';
  headers: OwnHeader[];
  /** Never sent: the browser judges the page's headers on it. */
  trial: XMLHttpRequest | undefined;
  /** Reports the call, the first time. */
  tell: (() => void) | undefined;
  body: unknown[];
  order: Order | undefined;
  /** How far it came, if the page does not know of its end yet: there may be a second try. */
  kept: ProgressEventInit | undefined;
  isJudged: boolean;
  isSecond: boolean;
};

/** The arguments of `open` as text where the browser reads text, each read once and in its order. */
export function readOpening(args: unknown[]): unknown[] {
  if (args.length < 2) return args;
  const read: unknown[] = bare([]);
  for (let i = 0; i < args.length && i < 5; i++) {
    const given = args[i];
    read[i] = i === 2 ? !!given : i > 2 && (given === undefined || given === null) ? null : `${given}`;
  }
  return read;
}

/** Undefined for what no binding may concern. */
export function openedCall(opening: unknown[], arms: Arms): OpenedCall | undefined {
  const url = opening.length < 2 ? undefined : resolveUrl(opening[1] as string);
  if (url === undefined || !arms.concerns(url)) return undefined;
  opening[1] = url;
  const async = opening.length < 3 || opening[2] === true;
  return {
    ...{ opening, url, async, step: 'opened', headers: bare([]), trial: undefined, tell: undefined },
    ...{ body: bare([]), order: undefined, kept: undefined, isJudged: false, isSecond: false },
  };
}

/** Whether the page set this header. */
export function setsHeader({ headers }: OpenedCall, name: string): boolean {
  for (let i = 0; i < headers.length; i++) if (lowerCase((headers[i] as OwnHeader).name) === name) return true;
  return false;
}

/** Throws what the browser says of this header. */
export function judgeHeader(call: OpenedCall, { name, value }: OwnHeader): void {
  if (!call.trial) {
    call.trial = new NativeXHR();
    apply(xhrOpen, call.trial, ['GET', call.url]);
  }
  apply(xhrSetHeader, call.trial, [name, value]);
}

/** The call as bindings name it. */
export function called({ opening, url }: OpenedCall): { method: string; url: string } {
  return { method: upperCase(opening[0] as string), url };
}

/** Not so after a redirect: then somebody else speaks. */
export function isAnsweredBy(xhr: XMLHttpRequest, { opening }: OpenedCall): boolean {
  return xhrUrl(xhr) === resolveUrl(opening[1] as string);
}
