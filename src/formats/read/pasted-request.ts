import type { Header } from '../../core/exchange.ts';

/** A request as it was pasted; the URL may lack its host. */
export type PastedRequest = { method: string; url: string; headers: Header[]; body: string };

/** The value of a header, whatever the case of its name. */
export function headerOf(headers: readonly Header[], wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}
