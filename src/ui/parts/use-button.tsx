import type { TokenView } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { hidePopover, Popover } from './popover.tsx';
import { UseHere } from './use-here.tsx';

/** Opens the question where the token shall go. Says so when it goes into this tab already. */
export function UseButton({ popup, token }: { popup: Popup; token: TokenView }) {
  const { bindingForm, status } = popup;
  const id = `use-${token.id}`;
  const binding = status.binding.value;
  const inUse = binding?.enabled && binding.tokenId === token.id;
  return (
    <Popover
      id={id}
      role="dialog"
      label={inUse ? `${text.use.inUse}: ${token.label}` : text.use.label(token.label)}
      face={inUse ? text.use.inUse : text.use.button}
      look={inUse ? 'soft ok' : 'soft'}
      onOpen={() => bindingForm.begin(token)}
    >
      {bindingForm.token.value?.id === token.id && <UseHere popup={popup} onDone={() => hidePopover(id)} />}
    </Popover>
  );
}
