import type { AnswerDeviation } from '../../core/deviations.ts';
import type { FindingCode } from '../../core/finding-text.ts';
import { isRecord } from './field-at.ts';

/** Says a deviation. */
export type Note = (code: FindingCode, values?: Record<string, string>) => void;

/** Whose token it is: what was asked for says how a list of scopes is to be read. */
type Asked = { scope: readonly string[]; scopeSeparator: string };

/** What lifetimes are told in; seconds where nothing is said. */
type Unit = AnswerDeviation['unit'];

/** These need more than the token itself: a client that does not know how must not use them (RFC 6749, section 7.1). */
const needProof = ['dpop', 'mac', 'pop', 'hok', 'n_a'];

const lifetimes = ['refresh_token_expires_in', 'x_refresh_token_expires_in', 'refresh_expires_in'];

/** The fields of a token as RFC 6749, section 5.1, writes them. `now` in milliseconds since epoch. */
export function tokenFields(given: Record<string, unknown>, asked: Asked, now: number, note: Note, unit?: Unit) {
  const fields = { ...given };
  fields.token_type = tokenType(fields.token_type, note);
  const expires_in = life(fields.expires_in, fields.expires_at, unit, now, note);
  if (expires_in === undefined) delete fields.expires_in;
  else fields.expires_in = expires_in;
  const scope = scopeText(fields.scope, asked, note);
  if (scope === undefined) delete fields.scope;
  else fields.scope = scope;
  return fields;
}

/** How many seconds the refresh token lives, under any name that is in use. Undefined: it does not end, or nobody says when. */
export function refreshLife(fields: Record<string, unknown>, unit?: Unit): number | undefined {
  const name = lifetimes.find((each) => fields[each] !== undefined);
  const told = name === undefined ? undefined : fields[name];
  const seconds = inSeconds(isRecord(told) ? Number.NaN : Number(told), unit);
  return seconds > 0 ? seconds : undefined;
}

function tokenType(type: unknown, note: Note): unknown {
  if (type === undefined) note('token_type_missing');
  else if (typeof type !== 'string' || /^bearer$/i.test(type) || needProof.includes(type.toLowerCase())) return type;
  else note('token_type_other', { type: type.slice(0, 80) });
  return 'Bearer';
}

/** Seconds. What is no number stays as it is, and is refused later on. */
function life(seconds: unknown, end: unknown, unit: Unit, now: number, note: Note): unknown {
  if (seconds === undefined && end !== undefined) {
    const at = timeOf(end);
    if (Number.isNaN(at)) return undefined;
    note('expires_at_alone');
    return Math.max(1, Math.round((at - now) / 1000));
  }
  // It may even have a `toString` of its own, which is none.
  if (isRecord(seconds)) {
    note('expires_in_nothing', { seconds: 'an object' });
    return undefined;
  }
  const isText = typeof seconds === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(seconds);
  if (isText) note('expires_in_text');
  const number = isText ? Number(seconds) : seconds;
  if (typeof number !== 'number') return number;
  if (unit) note('expires_in_unit', { unit });
  if (number > 0) return inSeconds(number, unit);
  note('expires_in_nothing', { seconds: `${number}` });
  return undefined;
}

function inSeconds(life: number, unit: Unit): number {
  if (unit === 'minutes') return life * 60;
  return unit === 'milliseconds' ? life / 1000 : life;
}

/** A moment in seconds or milliseconds since epoch, or as ISO 8601 writes it, in milliseconds. */
function timeOf(end: unknown): number {
  if (typeof end !== 'number' && typeof end !== 'string') return Number.NaN;
  const number = typeof end === 'number' || /^\d+(\.\d+)?$/.test(end) ? Number(end) : Number.NaN;
  if (Number.isNaN(number)) return Date.parse(String(end));
  return number > 1e11 ? number : number * 1000;
}

function scopeText(scope: unknown, { scope: wanted, scopeSeparator }: Asked, note: Note): unknown {
  if (isRecord(scope)) note('scope_not_text');
  if (Array.isArray(scope)) return scope.filter((each) => !isRecord(each)).join(' ');
  if (typeof scope !== 'string') return isRecord(scope) ? undefined : scope;
  const separator = [scopeSeparator.trim() || ',', ','].find((each) => scope.includes(each));
  // A comma may be part of a scope's name; then it was asked for so.
  if (!separator || /\S\s+\S/.test(scope.replaceAll(`${separator} `, '')) || wanted.includes(scope)) return scope;
  note('scope_separator', { separator });
  return scope
    .split(separator)
    .map((each) => each.trim())
    .join(' ');
}
