import type { AnswerDeviation } from '../../core/deviations.ts';
import type { Finding } from '../../core/exchange.ts';
import type { Profile } from '../../core/profile.ts';
import type { RequestKind } from '../../core/request-kind.ts';
import { forKind } from '../../core/request-kind.ts';
import { fieldAt, holds, isRecord, textOfField } from './field-at.ts';
import { type NeededSetting, neededSetting } from './needed-setting.ts';
import { readBody } from './read-body.ts';
import { type Note, refreshLife, tokenFields } from './token-fields.ts';

/** An answer as it came. */
export type Heard = { status: number; type: string; text: string };

/** What of a profile says how answers are to be read. */
export type Reading = Pick<Profile, 'deviations' | 'scope' | 'scopeSeparator'>;

/** One more token of an answer, its fields as RFC 6749, section 5.1, writes them. */
export type FurtherToken = { name: string; fields: Record<string, unknown> };

/** An answer as a server that keeps to the RFCs would have given it. */
export type Normalised = {
  status: number;
  /** Undefined: it stays as it came, because nothing deviates, or because nobody could read it. */
  fields: Record<string, unknown> | undefined;
  /** As it came, parsed. */
  original: unknown;
  /** Whether it is an error (RFC 6749, section 5.2). */
  isError: boolean;
  findings: Finding[];
  /** What of it is secret, wherever it stood. */
  secrets: string[];
  /** How long the refresh token lives (seconds). */
  refreshLife: number | undefined;
  tokens: FurtherToken[];
  /** It can't be understood unless the profile says this. */
  needed: NeededSetting | undefined;
};

const plain = ['error', 'error_description', 'error_uri'];
const secretNames = ['access_token', 'refresh_token', 'device_code'];
const named = [...secretNames, ...plain, 'id_token', 'token_type', 'expires_in', 'expires_at', 'scope', 'request_uri'];

/** Reads an answer to a request of this kind as the profile says, and says what deviates. `now` in milliseconds since epoch. */
export function normaliseResponse(heard: Heard, profile: Reading, kind: RequestKind, now: number): Normalised {
  const deviation: AnswerDeviation = forKind(profile.deviations?.answers, kind);
  const findings: Finding[] = [];
  const note: Note = (code, values) => void findings.push({ code, ...(values && { values }) });
  const body = readBody(heard.text, heard.type);
  const original = body?.value;
  let fields = fieldsOf(original, deviation, note);
  const isToken = kind === 'token' || kind === 'refresh';
  const hasToken = isToken && typeof fields.access_token === 'string';
  const { status, isError } = verdict(heard, original, fields, deviation, kind, hasToken, note);
  const isGood = body !== undefined && !isError && status < 300;
  if (isError) fields = errorFields(fields, original, deviation, note);
  const isRead = isError || hasToken || (isGood && !isToken && kind !== 'revocation');
  if (body && isRead) noteForm(body.as, heard.type, note);
  if (isGood && hasToken) fields = tokenFields(fields, profile, now, note, deviation.unit);
  if (isGood && typeof fields.sub === 'number') {
    fields.sub = String(fields.sub);
    note('user_id_number');
  }
  const tokens = isGood ? furtherTokens(original, deviation, profile, now) : [];
  const needed = isGood && isToken && !hasToken ? neededSetting(original) : undefined;
  const secret = needed?.field === 'access_token' ? fieldAt(original, needed.found) : undefined;
  const held = [fields, ...tokens.map((each) => each.fields)];
  return {
    status,
    fields: body && findings.length > 0 ? fields : undefined,
    original,
    isError,
    findings,
    secrets: [...held.flatMap((each) => secretNames.map((name) => each[name])), secret].filter(
      (each) => typeof each === 'string',
    ),
    refreshLife: isGood ? refreshLife(fields, deviation.unit) : undefined,
    tokens,
    needed,
  };
}

/** The fields of an answer under the names that the RFCs give them: as the profile says where they are, or only spelled otherwise. */
function fieldsOf(
  original: unknown,
  { within, fields: paths = {} }: AnswerDeviation,
  note: Note,
): Record<string, unknown> {
  const inner = within ? fieldAt(original, within) : {};
  if (within) note(isRecord(inner) ? 'within' : 'within_missing', { path: within });
  const fields: Record<string, unknown> = {
    ...(Array.isArray(original) ? {} : (original as object)),
    ...(inner as object),
  };
  for (const [name, value] of Object.entries(fields)) {
    const spelled = name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();
    if (spelled === name || !named.includes(spelled) || fields[spelled] !== undefined) continue;
    fields[spelled] = value;
    note('field_spelled', { name: spelled, spelled: name });
  }
  for (const [name, path] of Object.entries(paths)) {
    const value = fieldAt(original, path);
    if (value !== undefined) fields[name] = value;
    if (value !== undefined && name !== path) note('field_elsewhere', { name, path });
    else if (value === undefined && fields[name] !== undefined) note('field_not_there', { name, path });
  }
  for (const name of named) {
    if (fields[name] !== null && fields[name] !== '') continue;
    delete fields[name];
    note('field_empty', { name });
  }
  return fields;
}

/** Whether it is an error, and the status that says so. What a gateway answers (5xx) stays what it is. */
function verdict(
  { status }: Heard,
  original: unknown,
  { error }: Record<string, unknown>,
  deviation: AnswerDeviation,
  kind: RequestKind,
  hasToken: boolean,
  note: Note,
): { status: number; isError: boolean } {
  const isOk = status >= 200 && status < 300;
  const expected = kind === 'pushed authorization' ? 201 : 200;
  const good = holds(deviation.success, original);
  // Claims of a user may have any name.
  const saysError =
    !['user info', 'introspection'].includes(kind) && !hasToken && (typeof error === 'string' || isRecord(error));
  const refused = good === false || holds(deviation.failure, original) === true;
  if (refused || (good === undefined && saysError && status < 500)) {
    if (isOk) note('error_as_success', { status: `${status}` });
    return { status: status >= 400 && status < 500 ? status : 400, isError: true };
  }
  const isMeant = good === true || (isOk && (original !== undefined || kind === 'revocation'));
  if (!isMeant || status === expected) return { status, isError: false };
  note('status_other', { status: `${status}`, expected: `${expected}` });
  return { status: expected, isError: false };
}

/** What an error says, as RFC 6749, section 5.2, writes it. An `error` that is an object has its words inside. */
function errorFields(
  fields: Record<string, unknown>,
  original: unknown,
  { success, failure }: AnswerDeviation,
  note: Note,
): Record<string, unknown> {
  if (typeof fields.error !== 'string') note('error_elsewhere');
  const said = isRecord(fields.error) ? fields.error : {};
  const text = (...values: unknown[]) =>
    values.find((each) => (typeof each === 'string' && each) || typeof each === 'number');
  // A rule without words is quoted itself: it is what the server said.
  const [rule = 'error'] = (failure ?? success ?? '').split('=');
  const error =
    text(fields.error, said.error, said.type, said.code, said.status) ??
    `${rule}: ${textOfField(fieldAt(original, rule))}`;
  const description = text(fields.error_description, said.message, said.error_description, fields.message);
  return {
    ...fields,
    error: String(error),
    ...(description !== undefined && { error_description: String(description) }),
  };
}

function noteForm(as: string, type: string, note: Note): void {
  if (as !== 'JSON') note('written_otherwise', { as });
  else if (!/^application\/(.+\+)?json\b/i.test(type)) note('not_json');
}

function furtherTokens(
  original: unknown,
  { tokens = [], unit }: AnswerDeviation,
  asked: Reading,
  now: number,
): FurtherToken[] {
  return tokens.flatMap(({ name, path }) => {
    const found = fieldAt(original, path);
    const given = isRecord(found) ? found : { access_token: found };
    if (typeof given.access_token !== 'string') return [];
    return [{ name, fields: tokenFields(given, asked, now, () => undefined, unit) }];
  });
}
