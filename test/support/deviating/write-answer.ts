import type { Deviations } from '../../../src/core/deviations.ts';
import type { RequestKind } from '../../../src/core/request-kind.ts';

/** How a server breaks the rules for answers in ways that no profile has to name. */
export type Faults = {
  as?: 'json' | 'form' | 'xml';
  contentType?: string;
  byteOrderMark?: boolean;
  status?: number;
  errorStatus?: number;
  /** Error and description inside an object. */
  errorObject?: boolean;
  camelCase?: boolean;
  token_type?: string;
  noType?: boolean;
  expires?: 'text' | 'seconds' | 'words' | 'never';
  scope?: 'list' | 'comma' | 'absent';
};

type Fields = Record<string, unknown>;

export type WrittenAnswer = { status: number; headers?: Record<string, string>; body?: string };

/** The fields of a token as this server says them. `now` in milliseconds since epoch. */
export function wrongly(fields: Fields, faults: Faults, now: number, unit?: 'milliseconds' | 'minutes'): Fields {
  const { expires_in, scope, ...rest } = fields;
  const seconds = Number(expires_in);
  const end = now + seconds * 1000;
  const told = unit === 'milliseconds' ? seconds * 1000 : unit === 'minutes' ? seconds / 60 : seconds;
  const life = {
    text: { expires_in: String(told) },
    seconds: { expires_at: Math.round(end / 1000) },
    words: { expires_at: new Date(end).toISOString() },
    never: { expires_in: 0 },
  };
  const scopes = String(scope).split(' ');
  const granted = { list: { scope: scopes }, comma: { scope: scopes.join(',') }, absent: {} };
  const { token_type: _, ...typeless } = rest;
  return {
    ...(faults.noType ? typeless : rest),
    ...(faults.token_type && { token_type: faults.token_type }),
    ...(faults.expires ? life[faults.expires] : { expires_in: told }),
    ...(faults.scope ? granted[faults.scope] : { scope }),
  };
}

/** An answer as this server writes it: with its sign of success, its fields where they stand, in its own format. */
export function writeAnswer(
  fields: Fields,
  isGood: boolean,
  kind: RequestKind,
  { answers }: Deviations,
  faults: Faults,
): WrittenAnswer {
  const { success, failure, within, fields: paths = {}, tokens = [] } = { ...answers?.['*'], ...answers?.[kind] };
  const whole: Fields = {};
  const isToken = kind === 'token' || kind === 'refresh';
  for (const { name, path } of isGood && isToken ? tokens : [])
    put(whole, path, { access_token: `access-of-${name}`, token_type: 'Bearer' });
  for (const [name, value] of Object.entries(faults.errorObject && !isGood ? inObject(fields) : fields)) {
    const spelled = faults.camelCase ? camel(name) : name;
    put(whole, paths[name] ?? (within && isGood ? `${within}.${spelled}` : spelled), value);
  }
  const rule = isGood ? success : failure;
  if (rule) put(whole, rule.split('=')[0] ?? '', rule.includes('=') ? rule.split('=')[1] : 1);
  const against = isGood ? undefined : success;
  if (against) put(whole, against.split('=')[0] ?? '', 'not so');
  const hasSign = success !== undefined || failure !== undefined;
  const status = isGood ? (faults.status ?? 200) : (faults.errorStatus ?? (hasSign ? 200 : 400));
  const { as = 'json' } = faults;
  const text =
    as === 'json'
      ? JSON.stringify(whole)
      : as === 'form'
        ? form(whole)
        : `<?xml version="1.0"?>${xml('answer', whole)}`;
  const type =
    faults.contentType ?? { json: 'application/json', form: 'application/x-www-form-urlencoded', xml: 'text/xml' }[as];
  return {
    status,
    headers: { 'Content-Type': type, 'Cache-Control': 'no-store' },
    body: (faults.byteOrderMark ? '\uFEFF' : '') + text,
  };
}

function inObject({ error, error_description }: Fields): Fields {
  return { error: { code: error, message: error_description } };
}

/** Puts a value at a path. */
export function put(into: Fields, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  let here: Record<string, unknown> = into;
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1;
    if (isLast) here[step] = value;
    else here[step] ??= /^\d+$/.test(steps[index + 1] ?? '') ? [] : {};
    if (!isLast) here = here[step] as Fields;
  });
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function form(fields: Fields): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
}

function xml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => xml(name, each)).join('');
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([each, inside]) => xml(each, inside))
          .join('')
      : String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${name}>${inner}</${name}>`;
}
