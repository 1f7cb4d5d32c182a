import type { TokenView } from '../core/snapshot.ts';
import { span } from './span.ts';
import { text } from './text.ts';

/** How much of a token's life is left, to be drawn and read. */
type Life = {
  /** From 0 to 1; undefined where the server named no end. */
  left: number | undefined;
  words: string;
  tone: 'well' | 'soon' | 'over';
};

const soon = 5 * 60_000;

type Times = Pick<TokenView, 'obtainedAt' | 'expiresAt' | 'renewable' | 'renewing'>;

/** The life of a token at a moment (ms since epoch). “Soon” are its last five minutes, or its last tenth if that is less. */
export function lifeOf(token: Times, now: number): Life {
  const { obtainedAt, expiresAt, renewable, renewing } = token;
  if (expiresAt === undefined) return { left: undefined, words: text.token.endless, tone: 'well' };
  const rest = expiresAt - now;
  const whole = Math.max(1, expiresAt - obtainedAt);
  const left = Math.min(1, Math.max(0, rest / whole));
  if (renewing) return { left, words: text.token.renewing, tone: rest > 0 ? 'well' : 'soon' };
  if (rest <= 0) return { left: 0, words: text.token.expired(span(-rest)), tone: 'over' };
  if (rest > Math.min(soon, whole / 10)) return { left, words: text.token.left(span(rest)), tone: 'well' };
  return { left, words: renewable ? text.token.renews(span(rest)) : text.token.left(span(rest)), tone: 'soon' };
}

/** Whether a tester can work with it now. */
export function isGood(token: Times & Pick<TokenView, 'failure'>, now: number): boolean {
  return lifeOf(token, now).tone !== 'over';
}
