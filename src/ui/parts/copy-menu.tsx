import type { TokenView } from '../../core/snapshot.ts';
import type { CopyForm } from '../../messages.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { Menu } from './menu.tsx';

const forms: readonly CopyForm[] = ['token', 'header', 'curl'];

export function CopyMenu({ popup, token }: { popup: Popup; token: TokenView }) {
  const { copying } = popup;
  const isCopied = copying.copied.value === token.id;
  return (
    <Menu
      id={`copy-${token.id}`}
      label={text.copy.label(token.label)}
      look={isCopied ? 'soft copy ok' : 'soft copy'}
      face={isCopied ? text.copy.done : `${text.copy.button} ▾`}
      items={forms.map((form) => ({ text: text.copy.as[form], onClick: () => void copying.token(token.id, form) }))}
    />
  );
}
