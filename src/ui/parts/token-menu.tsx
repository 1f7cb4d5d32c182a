import type { TokenView } from '../../core/snapshot.ts';
import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { Menu, type MenuItem } from './menu.tsx';

type Props = { popup: Popup; token: TokenView; profileId: string; withCopy?: boolean };

export function TokenMenu({ popup, token, profileId, withCopy = false }: Props) {
  const { id, label, renewable, revocable } = token;
  const items: (MenuItem | false)[] = [
    { text: text.token.details, link: benchLink(popup, { profileId, view: 'tokens', tokenId: id }) },
    renewable && { text: text.token.renew, onClick: () => void popup.token.renew(id) },
    withCopy && { text: text.token.copy, onClick: () => void popup.copying.token(id, 'token') },
    {
      text: `${revocable ? text.token.forgetAndRevoke : text.token.forget}…`,
      danger: true,
      onClick: () => popup.forgetting.ask(id),
    },
  ];
  return (
    <Menu
      id={`token-menu-${id}`}
      label={text.token.more(label)}
      face="⋯"
      look="plain dots"
      items={items.filter((item) => item !== false)}
    />
  );
}
