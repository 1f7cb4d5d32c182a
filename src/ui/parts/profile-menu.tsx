import type { ProfileView } from '../../core/snapshot.ts';
import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { Menu, type MenuItem } from './menu.tsx';

export function ProfileMenu({ popup, profile }: { popup: Popup; profile: ProfileView }) {
  const { id, name } = profile;
  const menuId = `profile-menu-${id}`;
  const all = popup.status.snapshot.value?.profiles ?? [];
  const profiles = all.filter((each) => each.integration === profile.integration);
  const place = profiles.findIndex((each) => each.id === id);
  const isFiltered = popup.search.query.value !== '';
  const here = () => popup.focus.goTo(`${menuId}-button`);
  const move = (by: number) => void popup.profile.move(id, by).then(here);
  const remove = () => void popup.deleting.remove(profile).then(() => popup.focus.goTo('undo'));
  const items: (MenuItem | false)[] = [
    popup.leave !== undefined && { text: text.card.edit, onClick: () => void popup.form.edit(id) },
    popup.leave !== undefined && {
      text: text.card.workbench,
      link: benchLink(popup, { profileId: id, view: 'setup' }),
    },
    popup.leave !== undefined && {
      text: text.card.paste,
      link: benchLink(popup, { profileId: id, view: 'tokens' }),
    },
    { text: text.card.duplicate, onClick: () => void popup.profile.duplicate(id) },
    !isFiltered && place > 0 && { text: text.card.up, onClick: () => move(-1) },
    !isFiltered && place < profiles.length - 1 && { text: text.card.down, onClick: () => move(1) },
    { text: text.card.delete, danger: true, onClick: remove },
  ];
  return (
    <Menu
      id={menuId}
      label={text.card.more(name)}
      face="⋯"
      look="plain dots"
      items={items.filter((item) => item !== false)}
    />
  );
}
