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
const besides = /^(refresh_?token|id_?token|expires_?in|expires_?at|token_?type|scopes?)$/i;
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

/** A token that stands elsewhere, with what stands beside it. */
function elsewhere(answer: unknown): Needed | undefined {
  const found = find(answer, '', 0);
  if (!found) return undefined;
  const { at, name, holder } = found;
  const near = Object.keys(holder)
    .filter((each) => besides.test(each))
    .map((each) => [canonical(each), join(at, each)])
    .filter(([field, path]) => field !== path);
  const path = join(at, name);
  return {
    field: 'access_token',
    found: path,
    setting: { fields: { access_token: path, ...Object.fromEntries(near) } },
  };
}

type Found = { at: string; name: string; holder: Record<string, unknown> };

/** The first text of such a name, what is higher before what is deeper. */
function find(value: unknown, at: string, depth: number): Found | undefined {
  if (!isRecord(value) || depth > 4) return undefined;
  const names = Object.keys(value)
    .filter((name) => /^[\w-]+$/.test(name))
    .slice(0, 50);
  const name = names.find((each) => tokenNames.test(each) && typeof value[each] === 'string' && value[each]);
  if (name) return { at, name, holder: value };
  for (const each of names) {
    const found = find(value[each], join(at, each), depth + 1);
    if (found) return found;
  }
  return undefined;
}

function join(at: string, name: string): string {
  if (/^\d+$/.test(name)) return `${at}[${name}]`;
  return at ? `${at}.${name}` : name;
}

function canonical(name: string): string {
  const spelled = name.toLowerCase().replace(/_?(token|in|at|type)$/, '_$1');
  return spelled === 'scopes' ? 'scope' : spelled;
}
