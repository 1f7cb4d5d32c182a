import { signal } from '@preact/signals';
import { bindingHosts, type NewBinding } from '../../core/binding.ts';
import type { FailureRecord } from '../../core/failure.ts';
import { type Scope, scopeOf } from '../../core/precedence.ts';
import type { BindingView, TokenView } from '../../core/snapshot.ts';
import { originPattern } from '../../core/url-pattern.ts';
import type { UiInputs } from '../inputs.ts';
import { patternsOf } from '../patterns-of.ts';
import { pageUrl } from '../tab-binding.ts';
import { text } from '../text.ts';
import type { Status } from './status.ts';

/** What the short form shows; the whole one begins with it. */
type Fields = { api: string; pages: string; scope: Scope };

/** All that the forms say of a binding, but for where it holds. */
export type Said = Omit<NewBinding, 'id' | 'tokenId' | 'tabId' | 'windowId' | 'order' | 'enabled'>;

/** Says into which requests a token goes: in this tab, or always for some pages. Or says anew for a binding that is there. */
export function createBindingForm(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  const token = signal<Pick<TokenView, 'id' | 'label' | 'inQuery'>>();
  /** The binding that is being changed. */
  const edited = signal<BindingView>();
  const fields = signal<Fields>({ api: '', pages: '', scope: 'pattern' });
  const errors = signal<{ api?: string | FailureRecord }>({});
  /** Whether the whole form is open. */
  const whole = signal(false);

  function begin({ id, label, api, inQuery }: Pick<TokenView, 'id' | 'label' | 'api' | 'inQuery'>) {
    const url = status.snapshot.value && pageUrl(status.snapshot.value);
    const origin = url ? originPattern(url) : '';
    token.value = { id, label, inQuery };
    edited.value = undefined;
    fields.value = { api: api ?? origin, pages: origin, scope: 'pattern' };
    errors.value = {};
  }

  function edit(binding: BindingView) {
    const tokens = status.snapshot.value?.profiles.flatMap((profile) => profile.tokens);
    const inQuery = tokens?.find(({ id }) => id === binding.tokenId)?.inQuery;
    token.value = { id: binding.tokenId, label: binding.label, inQuery };
    edited.value = binding;
    whole.value = true;
  }

  function change(patch: Partial<Fields>) {
    fields.value = { ...fields.value, ...patch };
    errors.value = {};
  }

  function close() {
    whole.value = false;
    token.value = undefined;
  }

  /** Where a binding of this scope holds: a tab or window that it had it keeps. */
  function placeOf(scope: Scope): { tabId?: number; windowId?: number } {
    const before = edited.value && scopeOf(edited.value) === scope ? edited.value : undefined;
    const { tabId, windowId } = before ?? status.snapshot.value?.tab ?? {};
    if (scope === 'tab') return tabId === undefined ? {} : { tabId };
    return scope === 'pattern' || windowId === undefined ? {} : { windowId };
  }

  /** Host permission and binding go out in the click's own tick: the browser's question may close the popup. */
  function save(said: Said, scope: Scope): void {
    if (!token.value) return;
    const { id, order, enabled } = edited.value ?? {};
    const known = id !== undefined && order !== undefined && enabled !== undefined ? { id, order, enabled } : {};
    status.allow(bindingHosts(said));
    void status.after(send('binding.add', { tokenId: token.value.id, ...said, ...placeOf(scope), ...known }));
    close();
  }

  function addHere(): boolean {
    const api = patternsOf(fields.value.api);
    const pages = patternsOf(fields.value.pages);
    const wrong = api.failure ?? (api.patterns.length === 0 ? text.use.missing : pages.failure);
    errors.value = wrong === undefined ? {} : { api: wrong };
    if (wrong === undefined) save({ api: api.patterns, pages: pages.patterns }, 'tab');
    return wrong === undefined;
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
    addHere,
    /** Opens the whole form. */
    widen: (scope: Scope) => {
      change({ scope });
      whole.value = true;
    },
  };
}
