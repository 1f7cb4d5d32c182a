import type { BindingView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

/** What a tester does with bindings that are there. */
export function createBindings(inputs: UiInputs & { status: Status; undoing: Undoing }) {
  const { send, status, undoing } = inputs;

  async function bringBack({ tokenId, api, pages, tabId, enabled }: BindingView) {
    const id = await send('binding.add', { tokenId, api, pages, ...(tabId !== undefined && { tabId }) });
    if (!enabled) await send('binding.enable', { id, enabled });
  }

  function remove(binding: BindingView) {
    const removed = send('binding.remove', { id: binding.id });
    return status.after(
      removed.then(() => undoing.offer(text.binding.removed(binding.label), () => bringBack(binding))),
    );
  }

  return {
    remove,
    enable: ({ id }: Pick<BindingView, 'id'>, enabled: boolean) =>
      status.after(send('binding.enable', { id, enabled })),
    /** To be called first thing in a click. */
    allow: ({ hosts }: Pick<BindingView, 'hosts'>) => status.allow(hosts),
    reload: (tabId: number) => status.after(inputs.reloadTab(tabId)),
  };
}
