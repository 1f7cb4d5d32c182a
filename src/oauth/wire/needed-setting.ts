import type { AnswerDeviation, Deviations } from '../../core/deviations.ts';
import { fieldAt, isRecord } from './field-at.ts';

/** A setting that an answer needs, as far as it can be seen from it: the field, where it was found, and the deviations that say so. */
export type NeededSetting = {
  field: string;
  found: string;
  setting: Deviations;
  /** What the server says is wrong, where it says so. */
  said?: string;
};

const tokenNames = /^(access_?token|token|jwt)$/i;
const words = ['error_description', 'message', 'msg', 'error_message', 'errmsg', 'description', 'detail', 'reason'];

/** What a profile would have to say so that a token answer without a token can be understood. Undefined: nothing known. */
export function neededSetting(answer: unknown): NeededSetting | undefined {
  const needed = refusal(answer) ?? elsewhere(answer);
  return needed && { ...needed, setting: { answers: { token: needed.setting, refresh: needed.setting } } };
}

type Needed = Omit<NeededSetting, 'setting'> & { setting: AnswerDeviation };

/**
 * Where the life of a token stands that a profile does not name, and the setting that says so as JSON. Nothing where `expires_in` says the
 * same, or the profile says it already.
 */
export function neededLife(
  answer: unknown,
  { within, fields = {}, unit }: AnswerDeviation,
  { expires_in, expires_at }: Record<string, unknown>,
): { path: string; setting: string } | undefined {
  if (fields.expires_in || fields.expires_at || unit) return undefined;
  const beside = within ? fieldAt(answer, within) : answer;
  for (const [name, value] of Object.entries(isRecord(beside) ? beside : {})) {
    if (!(Number(value) > 0) || Number(value) === Number(expires_in)) continue;
    const [isSure, says] = lifeOf(name, Number(value)) ?? [];
    if (!says || (!isSure && (expires_in ?? expires_at) !== undefined)) continue;
    const path = [within, name].filter(Boolean).join('.');
    const { field, ...more } = says;
    const said = { fields: { [field]: path }, ...more };
    return { path, setting: JSON.stringify({ answers: { token: said, refresh: said } }) };
  }
  return undefined;
}

/** Which field a name of another one stands for, and whether it is so even beside an `expires_in`. */
function lifeOf(
  name: string,
  value: number,
): [isSure: boolean, says: { field: string } & Pick<AnswerDeviation, 'unit'>] | undefined {
  const is = (pattern: RegExp) => pattern.test(name.replaceAll('_', ''));
  if (is(/^expiresins(ecs?|econds)?$/i)) return [true, { field: 'expires_in' }];
  if (is(/^expiresinm(s|illis|illiseconds)$/i)) return [false, { field: 'expires_in', unit: 'milliseconds' }];
  if (is(/^expiresinm(ins?|inutes)$/i)) return [false, { field: 'expires_in', unit: 'minutes' }];
  // A moment is many more seconds than any life.
  if (is(/^(expires?|expireson|expiresin|expiry|expiration|(access)?(token)?(ttl|lifetime)|validfor)$/i))
    return [false, { field: value > 1e9 ? 'expires_at' : 'expires_in' }];
  return undefined;
}

/** An error that is told by a field's value. */
function refusal(answer: unknown): Needed | undefined {
  for (const [name, value] of Object.entries(isRecord(answer) ? answer : {})) {
    const rule = ruleOf(name, value);
    if (!rule) continue;
    const error_description = words.find((each) => typeof fieldAt(answer, each) === 'string');
    const fields = { ...rule.fields, ...(error_description && { error_description }) };
    const said = String(error_description ? fieldAt(answer, error_description) : `${name}: ${value}`);
    return { field: 'error', found: name, setting: { ...rule, fields }, said };
  }
  return undefined;
}

function ruleOf(name: string, value: unknown): AnswerDeviation | undefined {
  const text = String(value);
  if (/^(ok|success|succeeded)$/i.test(name) && /^(false|0)$/i.test(text))
    return { success: `${name}=${text === '0' ? 1 : true}` };
  if (/^(status|result)$/i.test(name) && /^(error|fail(ed|ure)?)$/i.test(text)) return { failure: `${name}=${text}` };
  if (/^err(or)?(_?code|no)?$/i.test(name) && /^(true|-?[1-9]\d*)$/.test(text))
    return { failure: name, ...(text !== 'true' && { fields: { error: name } }) };
  return undefined;
}

/** A token that stands elsewhere; what stands beside it belongs to it. */
function elsewhere(answer: unknown): Needed | undefined {
  const path = find(answer, 0);
  if (!path) return undefined;
  const [, within, name = ''] = /^(?:(.*)\.)?([^.]+)$/.exec(path) ?? [];
  const isSpelled = /^access_?token$/i.test(name);
  const setting = { ...(within && { within }), ...(!(within && isSpelled) && { fields: { access_token: path } }) };
  return { field: 'access_token', found: path, setting };
}

/** The path of the first text of such a name, what is higher before what is deeper. */
function find(value: unknown, depth: number): string | undefined {
  if (!isRecord(value) || depth > 4) return undefined;
  const names = Object.keys(value).filter((name) => /^[\w-]+$/.test(name));
  const name = names.find((each) => tokenNames.test(each) && typeof value[each] === 'string' && value[each]);
  if (name) return name;
  for (const each of names.slice(0, 50)) {
    const inner = find(value[each], depth + 1);
    if (inner) return `${each}.${inner}`;
  }
  return undefined;
}
