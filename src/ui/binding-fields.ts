import type { Binding, IfPresent, Mode, Put } from '../core/binding.ts';
import { plainBinding, usualPut } from '../core/binding.ts';
import type { FailureRecord } from '../core/failure.ts';
import { failureText } from '../core/failure-text.ts';
import { type Scope, scopeOf } from '../core/precedence.ts';
import type { UrlPattern } from '../core/url-pattern.ts';
import { bindingText } from './binding-text.ts';
import type { Said } from './models/binding-form.ts';
import { patternsOf } from './patterns-of.ts';
import type { PutKind } from './put-kind.ts';
import { text } from './text.ts';

/** One thing that is put, as its row shows it: `value` is the field's path, or the text. */
export type PutRow = Pick<Put, 'in' | 'name' | 'prefix'> & { of: PutKind; value: string };

/** A binding as its form shows it. Patterns stand one a line, methods with commas between. */
export type BindingFields = {
  scope: Scope;
  mode: Mode;
  api: string;
  notApi: string;
  methods: string;
  pages: string;
  notPages: string;
  put: PutRow[];
  ifPresent: IfPresent;
  handOn: boolean;
};

export type BindingErrors = Partial<Record<'api' | 'notApi' | 'methods' | 'pages' | 'notPages' | 'put', string>>;

/** The fields of a new binding. */
export function emptyFields(): BindingFields {
  const { mode, ifPresent, handOn } = plainBinding;
  const patterns = { api: '', notApi: '', pages: '', notPages: '' };
  return { scope: 'pattern', mode, methods: '', put: [emptyPut('access_token')], ifPresent, handOn, ...patterns };
}

/** A new row. Only a token has a usual place. */
export function emptyPut(of: PutKind = 'text'): PutRow {
  const { name, prefix } = of === 'access_token' ? usualPut : { name: '', prefix: '' };
  return { in: 'header', name, prefix, of, value: '' };
}

/** The fields of a binding that is there. */
export function fieldsOf(binding: Binding): BindingFields {
  const { mode, ifPresent, handOn, methods } = binding;
  return {
    ...{ scope: scopeOf(binding), mode, ifPresent, handOn },
    api: binding.api.join('\n'),
    notApi: binding.notApi.join('\n'),
    pages: binding.pages.join('\n'),
    notPages: binding.notPages.join('\n'),
    methods: methods.join(', '),
    put: binding.put.map(rowOf),
  };
}

/** Whether more is said than what the form shows at once. */
export function saysMore({ notApi, notPages, methods, put, ifPresent, handOn }: BindingFields): boolean {
  const isUsual = JSON.stringify(put) === JSON.stringify([emptyPut('access_token')]);
  return !isUsual || ifPresent !== 'replace' || handOn || `${notApi}${notPages}${methods}` !== '';
}

/** What the fields say, or what is wrong with them. */
export function readFields(fields: BindingFields): { errors: BindingErrors } | { said: Said } {
  const errors: BindingErrors = {};
  const patterns = (name: 'api' | 'notApi' | 'pages' | 'notPages', isNeeded: boolean): UrlPattern[] => {
    const { patterns: found, failure } = patternsOf(fields[name]);
    const wrong = failure ? lineOf(failure) : isNeeded && found.length === 0 ? text.use.missing : undefined;
    if (wrong !== undefined) errors[name] = wrong;
    return found;
  };
  const said: Said = {
    api: patterns('api', true),
    notApi: patterns('notApi', false),
    pages: patterns('pages', true),
    notPages: patterns('notPages', false),
    methods: [
      ...new Set(
        fields.methods
          .toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ],
    mode: fields.mode,
    put: fields.put.map(putOf),
    ifPresent: fields.ifPresent,
    handOn: fields.scope === 'tab' && fields.handOn,
  };
  const wrongMethod = said.methods?.find((method) => !isToken(method));
  if (wrongMethod) errors.methods = bindingText.noMethod(wrongMethod);
  const wrongPut = fields.put.map(wrongIn).find(Boolean);
  if (wrongPut) errors.put = wrongPut;
  if (fields.put.length === 0) errors.put = bindingText.putNothing;
  return Object.keys(errors).length > 0 ? { errors } : { said };
}

function lineOf(failure: FailureRecord): string {
  const { sentence, tryThis } = failureText(failure);
  return `${sentence} ${tryThis}`;
}

/** What is wrong with a row, if anything. */
export function wrongIn({ in: place, name, of, value }: PutRow): string | undefined {
  const typed = name.trim();
  if (!typed) return bindingText.nameMissing;
  if (place === 'header' && !isToken(typed)) return bindingText.noHeader(typed);
  if ((of === 'field' || of === 'text') && !value.trim()) return bindingText.valueMissing(typed);
  return undefined;
}

/** RFC 9110, section 5.6.2. */
function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(text);
}

function rowOf({ of, ...put }: Put): PutRow {
  if (typeof of === 'string') return { ...put, of, value: '' };
  return 'field' in of ? { ...put, of: 'field', value: of.field } : { ...put, of: 'text', value: of.text };
}

function putOf({ in: place, name, prefix, of, value }: PutRow): Put {
  const what = of === 'field' ? { field: value.trim() } : of === 'text' ? { text: value.trim() } : of;
  return { in: place, name: name.trim(), prefix: place === 'query' ? '' : prefix.trim(), of: what };
}
