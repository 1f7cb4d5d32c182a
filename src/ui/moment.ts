import { span } from './span.ts';
import { text } from './text.ts';
import { tokenText } from './token-text.ts';

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment as one reads a clock, and how far away it is: “in 46 min · Jan 15, 2026, 12:46:00 PM”. Milliseconds since epoch. */
export function moment(at: number, now: number): string {
  return `${distance(at, now)} · ${Number.isFinite(new Date(at).getTime()) ? format.format(at) : at}`;
}

function distance(at: number, now: number): string {
  // The clock of the page ticks once a second: what was just done may lie ahead of it.
  if (Math.abs(at - now) < 1000) return text.time.now;
  return at > now ? tokenText.in(span(at - now)) : text.time.ago(span(now - at));
}
