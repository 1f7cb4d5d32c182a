import type { BindingView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

/** What a tester does with bindings that are there. */
export function createBindings(inputs: UiInputs & { status: Status }) {
  const { send, status } = inputs;
  return {
    enable: ({ id }: Pick<BindingView, 'id'>, enabled: boolean) =>
      status.after(send('binding.enable', { id, enabled })),
    remove: ({ id }: Pick<BindingView, 'id'>) => status.after(send('binding.remove', { id })),
    /** To be called first thing in a click. */
    allow: ({ hosts }: Pick<BindingView, 'hosts'>) => status.allow(hosts),
    reload: (tabId: number) => status.after(inputs.reloadTab(tabId)),
  };
}
