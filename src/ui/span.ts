import { text } from './text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in one short word or two: “40 s”, “46 min”, “5 h”, “3 days”. Takes milliseconds. */
export function span(length: number): string {
  if (length < minute) return text.time.seconds(Math.max(0, Math.floor(length / second)));
  if (length < 2 * hour) return text.time.minutes(Math.floor(length / minute));
  if (length < 2 * day) return text.time.hours(Math.floor(length / hour));
  return text.time.days(Math.floor(length / day));
}

/** How long ago something was: “2 s ago”. Takes milliseconds since epoch. */
export function ago(at: number, now: number): string {
  return now - at < second ? text.time.now : text.time.ago(span(now - at));
}
