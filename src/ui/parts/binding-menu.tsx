import { scopeOf } from '../../core/precedence.ts';
import type { BindingView } from '../../core/snapshot.ts';
import { rowText } from '../binding-row-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { Menu, type MenuItem } from './menu.tsx';

/** What a tester can do with a binding besides switching it. */
export function BindingMenu({ popup, binding, api }: { popup: Popup; binding: BindingView; api: string }) {
  const { bindings, bindingForm, focus, status } = popup;
  const { id, mode, label } = binding;
  const menuId = `binding-menu-${id}`;
  const all = status.snapshot.value?.bindings ?? [];
  const equals = all.filter((each) => scopeOf(each) === scopeOf(binding));
  const place = equals.findIndex((each) => each.id === id);
  const other = mode === 'page' ? 'network' : 'page';
  const here = () => focus.goTo(`${menuId}-button`);
  const move = (by: number) => {
    const neighbour = equals[place + by];
    if (neighbour) void bindings.swap(binding, neighbour).then(here);
  };
  const items: (MenuItem | false)[] = [
    { text: rowText.edit, onClick: () => bindingForm.edit(binding) },
    {
      text: rowText.useMode[other],
      onClick: () => void bindings.useMode(binding, other).then(here),
    },
    place > 0 && { text: text.card.up, onClick: () => move(-1) },
    place < equals.length - 1 && { text: text.card.down, onClick: () => move(1) },
    {
      text: rowText.remove,
      danger: true,
      onClick: () => void bindings.remove(binding).then(() => focus.goTo('undo')),
    },
  ];
  return (
    <Menu
      id={menuId}
      label={rowText.menu(label, api)}
      face="⋯"
      look="plain dots"
      items={items.filter((item) => item !== false)}
    />
  );
}
