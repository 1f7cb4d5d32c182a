import type { AnswerDeviation, Deviations } from '../../core/deviations.ts';
import { fieldAt, isRecord, textOfField } from './field-at.ts';

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

/** An error that is told by a field's value. */
function refusal(answer: unknown): Needed | undefined {
  for (const [name, value] of Object.entries(isRecord(answer) ? answer : {})) {
    const rule = ruleOf(name, value);
    if (!rule) continue;
    const error_description = words.find((each) => typeof fieldAt(answer, each) === 'string');
    const fields = { ...rule.fields, ...(error_description && { error_description }) };
    const said = error_description ? textOfField(fieldAt(answer, error_description)) : `${name}: ${textOfField(value)}`;
    return { field: 'error', found: name, setting: { ...rule, fields }, said };
  }
  return undefined;
}

function ruleOf(name: string, value: unknown): AnswerDeviation | undefined {
  const text = textOfField(value);
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
  const isClear = within !== undefined && name === 'access_token';
  const setting = { ...(within && { within }), ...(!isClear && { fields: { access_token: path } }) };
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
