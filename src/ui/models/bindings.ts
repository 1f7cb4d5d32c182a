import type { BindingChange, Mode } from '../../core/binding.ts';
import type { BindingView } from '../../core/snapshot.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

/** What a tester does with bindings that are there. */
export function createBindings(inputs: UiInputs & { status: Status; undoing: Undoing }) {
  const { send, status, undoing } = inputs;

  /** As it was, in its old place. */
  async function bringBack({
    createdAt: _,
    profileId,
    profileName,
    label,
    hosts,
    permitted,
    notRuled,
    lacks,
    replacing,
    ...rest
  }: BindingView) {
    await send('binding.add', rest);
  }

  function remove(binding: BindingView) {
    const removed = send('binding.remove', { id: binding.id });
    return status.after(
      removed.then(() => undoing.offer(text.binding.removed(binding.label), () => bringBack(binding))),
    );
  }

  function change({ id }: Pick<BindingView, 'id'>, to: BindingChange) {
    return status.after(send('binding.change', { id, change: to }));
  }

  return {
    remove,
    enable: (binding: Pick<BindingView, 'id'>, enabled: boolean) => change(binding, { enabled }),
    useMode: (binding: Pick<BindingView, 'id'>, mode: Mode) => change(binding, { mode }),
    /** They change places. */
    swap: (one: BindingView, other: BindingView) =>
      Promise.all([change(one, { order: other.order }), change(other, { order: one.order })]),
    /** To be called first thing in a click. */
    allow: ({ hosts }: Pick<BindingView, 'hosts'>) => status.allow(hosts),
    reload: (tabId: number) => status.after(inputs.reloadTab(tabId)),
  };
}
