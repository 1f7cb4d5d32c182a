import type { Offer, Why } from './activity.ts';
import type { ArmedBinding } from './binding.ts';
import { textUpTo } from './has-shape.ts';

/** One call of a page that a binding concerns. */
export type BoundCall = { bindingId: string; method: string; url: string };

const isText = textUpTo(Infinity);

/** What its fields have to be where a page says it. */
export const boundCall = {
  bindingId: isText,
  method: isText,
  url: (value: unknown) => isText(value) && /^https?:/.test(String(value)),
};

/** A call that came back with 401 or 403, as the page could read it. */
export type Refusal = BoundCall & {
  status: number;
  /** When it left, in milliseconds since epoch: a token that is younger was not in it. */
  at: number;
  /** `WWW-Authenticate`, and the `DPoP-Nonce` beside it. */
  challenge?: string | undefined;
  nonce?: string | undefined;
  /** It was the second try already. */
  isSecond: boolean;
};

/** What comes of a refusal. With bindings, the call is worth a second try with these. */
export type Verdict = { bindings?: ArmedBinding[]; why?: Why; offer?: Offer };
