import { isTaken, isTyping } from '../keys.ts';
import type { Workbench } from '../models/workbench.ts';
import { moveFocus } from '../move-focus.ts';
import { views } from '../place.ts';

/** What the keyboard does anywhere in the workbench: the popup's keys, and a digit for each view. */
export function pressWorkbenchKey(workbench: Workbench, event: KeyboardEvent) {
  if (!isTaken(event) && act(workbench, event)) event.preventDefault();
}

function act({ popup, create, go, profileId }: Workbench, event: KeyboardEvent): boolean {
  const { bindingForm, search } = popup;
  if (event.key === 'Escape' && bindingForm.whole.value) bindingForm.close();
  else if (event.key === 'Escape' && search.query.value) search.query.value = '';
  else if (isTyping(event.target) && (event.target as HTMLElement).id !== 'find') return false;
  else if (moveFocus(event)) return true;
  else if (isTyping(event.target)) return false;
  else if (event.key === '?') popup.keysShown.value = true;
  else if (event.key === '/') document.getElementById('find')?.focus();
  else if (event.key === 'n') create();
  else {
    const view = views[Number(event.key) - 1];
    if (!view) return false;
    go({ profileId: profileId.value, view });
  }
  return true;
}
