import { signal } from '@preact/signals';
import { bindingHosts } from '../../core/binding.ts';
import { scopeOf } from '../../core/precedence.ts';
import type { BindingView, TokenView } from '../../core/snapshot.ts';
import { originPattern } from '../../core/url-pattern.ts';
import { type BindingErrors, type BindingFields, emptyFields, fieldsOf, readFields } from '../binding-fields.ts';
import type { UiInputs } from '../inputs.ts';
import { pageUrl } from '../tab-binding.ts';
import type { Status } from './status.ts';

export type BindingForm = ReturnType<typeof createBindingForm>;

/** Says into which requests a token goes: in this tab, or always for some pages. Or says anew for a binding that is there. */
export function createBindingForm(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  const token = signal<Pick<TokenView, 'id' | 'label' | 'inQuery'>>();
  /** The binding that is being changed. */
  const edited = signal<BindingView>();
  const fields = signal<BindingFields>(emptyFields());
  const errors = signal<BindingErrors>({});
  /** Whether the whole form is open. */
  const whole = signal(false);

  function begin({ id, label, api, inQuery }: Pick<TokenView, 'id' | 'label' | 'api' | 'inQuery'>) {
    const url = status.snapshot.value && pageUrl(status.snapshot.value);
    const origin = url ? originPattern(url) : '';
    token.value = { id, label, inQuery };
    edited.value = undefined;
    fields.value = { ...emptyFields(), api: api ?? origin, pages: origin };
    errors.value = {};
  }

  function edit(binding: BindingView) {
    const tokens = status.snapshot.value?.profiles.flatMap((profile) => profile.tokens);
    const inQuery = tokens?.find(({ id }) => id === binding.tokenId)?.inQuery;
    token.value = { id: binding.tokenId, label: binding.label, inQuery };
    edited.value = binding;
    fields.value = fieldsOf(binding);
    errors.value = {};
    whole.value = true;
  }

  function change(patch: Partial<BindingFields>) {
    fields.value = { ...fields.value, ...patch };
    errors.value = {};
  }

  function close() {
    whole.value = false;
    token.value = undefined;
  }

  /** Where the binding holds: a tab or window that it had it keeps. */
  function place(): { tabId?: number; windowId?: number } {
    const { scope } = fields.value;
    const before = edited.value && scopeOf(edited.value) === scope ? edited.value : undefined;
    const { tabId, windowId } = before ?? status.snapshot.value?.tab ?? {};
    if (scope === 'tab') return tabId === undefined ? {} : { tabId };
    if (scope === 'window') return windowId === undefined ? {} : { windowId };
    return {};
  }

  /** Host permission and binding go out in the click's own tick: the browser's question may close the popup. */
  function save(): boolean {
    const read = readFields(fields.value);
    errors.value = 'errors' in read ? read.errors : {};
    if (!token.value || 'errors' in read) return false;
    const { id, order, enabled } = edited.value ?? {};
    const known = id !== undefined && order !== undefined && enabled !== undefined ? { id, order, enabled } : {};
    status.allow(bindingHosts(read.said));
    void status.after(send('binding.add', { tokenId: token.value.id, ...read.said, ...place(), ...known }));
    close();
    return true;
  }

  return {
    token,
    edited,
    fields,
    errors,
    whole,
    begin,
    edit,
    change,
    close,
    save,
    widen: () => {
      whole.value = true;
    },
    addHere: () => {
      change({ scope: 'tab' });
      return save();
    },
  };
}
