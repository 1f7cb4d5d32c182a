import type { Header } from './exchange.ts';

/** A request as it will be sent, values that are secret or not known yet in words between angle brackets. */
export type PreviewedRequest = {
  /** What it is for: `Authorization request`, `Token request`. */
  purpose: string;
  method: string;
  url: string;
  headers: Header[];
  body: string;
};
