import { isRecord } from './field-at.ts';

/** Says a deviation; without a section it is RFC 6749, section 5.1. */
export type Note = (sentence: string, section?: string) => void;

/** Whose token it is: what was asked for says how a list of scopes is to be read. */
type Asked = { scope: readonly string[]; scopeSeparator: string };

/** These need more than the token itself: a client that does not know how must not use them (RFC 6749, section 7.1). */
const needProof = ['dpop', 'mac', 'pop', 'hok', 'n_a'];

const lifetimes = ['refresh_token_expires_in', 'x_refresh_token_expires_in', 'refresh_expires_in'];

/** The fields of a token as RFC 6749, section 5.1, writes them. `now` in milliseconds since epoch. */
export function tokenFields(given: Record<string, unknown>, asked: Asked, now: number, note: Note) {
  const fields = { ...given };
  fields.token_type = tokenType(fields.token_type, note);
  const expires_in = life(fields.expires_in, fields.expires_at, now, note);
  if (expires_in === undefined) delete fields.expires_in;
  else fields.expires_in = expires_in;
  const scope = scopeText(fields.scope, asked, note);
  if (scope === undefined) delete fields.scope;
  else fields.scope = scope;
  return fields;
}

/** How many seconds the refresh token lives, under any name that is in use. Undefined: it does not end, or nobody says when. */
export function refreshLife(fields: Record<string, unknown>): number | undefined {
  const name = lifetimes.find((each) => fields[each] !== undefined);
  const seconds = Number(name && fields[name]);
  return seconds > 0 ? seconds : undefined;
}

function tokenType(type: unknown, note: Note): unknown {
  if (type === undefined) note('The answer has no “token_type”.');
  else if (typeof type !== 'string' || /^bearer$/i.test(type) || needProof.includes(type.toLowerCase())) return type;
  else note(`“token_type” is “${type.slice(0, 80)}”; the token is taken as a Bearer token.`, 'RFC 6749, section 7.1');
  return 'Bearer';
}

/** Seconds. What is no number stays as it is, and is refused later on. */
function life(seconds: unknown, end: unknown, now: number, note: Note): unknown {
  if (seconds === undefined && end !== undefined) {
    const at = timeOf(end);
    if (Number.isNaN(at)) return undefined;
    note('The end of the token stands in “expires_at” alone.');
    return Math.max(1, Math.round((at - now) / 1000));
  }
  const isText = typeof seconds === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(seconds);
  if (isText) note('“expires_in” is a text, not a number.');
  const number = isText ? Number(seconds) : seconds;
  if (typeof number !== 'number' || number > 0) return number;
  note(`“expires_in” is ${number}; it is taken as not said.`);
  return undefined;
}

/** A moment in seconds or milliseconds since epoch, or as ISO 8601 writes it, in milliseconds. */
function timeOf(end: unknown): number {
  const number = typeof end === 'number' || /^\d+(\.\d+)?$/.test(String(end)) ? Number(end) : Number.NaN;
  if (Number.isNaN(number)) return typeof end === 'string' ? Date.parse(end) : Number.NaN;
  return number > 1e11 ? number : number * 1000;
}

function scopeText(scope: unknown, { scope: wanted, scopeSeparator }: Asked, note: Note): unknown {
  if (Array.isArray(scope)) {
    note('“scope” is a list, not a text.', 'RFC 6749, section 3.3');
    return scope.filter((each) => typeof each === 'string').join(' ');
  }
  if (typeof scope !== 'string') {
    if (isRecord(scope)) note('“scope” is an object, not a text.', 'RFC 6749, section 3.3');
    return isRecord(scope) ? undefined : scope;
  }
  const separator = [scopeSeparator.trim() || ',', ','].find((each) => scope.includes(each));
  // A comma may be part of a scope's name; then it was asked for so.
  if (!separator || /\S\s+\S/.test(scope.replaceAll(`${separator} `, '')) || wanted.includes(scope)) return scope;
  note(`The scopes in “scope” are separated by “${separator}”, not by spaces.`, 'RFC 6749, section 3.3');
  return scope
    .split(separator)
    .map((each) => each.trim())
    .join(' ');
}
