import { signal } from '@preact/signals';
import { bindingHosts } from '../../core/binding.ts';
import { failureRecord } from '../../core/failure.ts';
import { failureText } from '../../core/failure-text.ts';
import type { TokenView } from '../../core/snapshot.ts';
import { originPattern, parsePattern, type UrlPattern } from '../../core/url-pattern.ts';
import type { UiInputs } from '../inputs.ts';
import { pageUrl } from '../tab-binding.ts';
import { text } from '../text.ts';
import type { Status } from './status.ts';

type Fields = { api: string; pages: string };

/** Says into which requests a token goes: in this tab, or always for some pages. */
export function createBindingForm(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  const token = signal<Pick<TokenView, 'id' | 'label' | 'inQuery'>>();
  const fields = signal<Fields>({ api: '', pages: '' });
  const errors = signal<Partial<Fields>>({});
  /** Whether the whole form is open. */
  const whole = signal(false);

  function begin({ id, label, api, inQuery }: Pick<TokenView, 'id' | 'label' | 'api' | 'inQuery'>) {
    const url = status.snapshot.value && pageUrl(status.snapshot.value);
    const origin = url ? originPattern(url) : '';
    token.value = { id, label, inQuery };
    fields.value = { api: api ?? origin, pages: origin };
    errors.value = {};
  }

  function change(patch: Partial<Fields>) {
    fields.value = { ...fields.value, ...patch };
    errors.value = {};
  }

  function close() {
    whole.value = false;
    token.value = undefined;
  }

  /** Host permission and binding go out in the click's own tick: the browser's question may close the popup. */
  function add(tabId?: number): boolean {
    const api = parse(fields.value.api);
    const pages = parse(fields.value.pages);
    errors.value = { ...(api.error && { api: api.error }), ...(pages.error && { pages: pages.error }) };
    if (!token.value || api.error || pages.error) return false;
    status.allow(bindingHosts({ api: api.patterns, pages: pages.patterns }));
    const binding = { tokenId: token.value.id, api: api.patterns, pages: pages.patterns };
    void status.after(send('binding.add', { ...binding, ...(tabId !== undefined && { tabId }) }));
    close();
    return true;
  }

  return {
    token,
    fields,
    errors,
    whole,
    begin,
    change,
    close,
    widen: () => {
      whole.value = true;
    },
    addHere: () => add(status.snapshot.value?.tab?.tabId),
    addAlways: () => add(),
  };
}

function parse(typed: string): { patterns: UrlPattern[]; error?: string } {
  const lines = typed.split(/[\s,]+/).filter(Boolean);
  if (lines.length === 0) return { patterns: [], error: text.binding.missing };
  try {
    return { patterns: [...new Set(lines.map(parsePattern))] };
  } catch (error) {
    const { sentence, tryThis } = failureText(failureRecord(error));
    return { patterns: [], error: `${sentence} ${tryThis}` };
  }
}
