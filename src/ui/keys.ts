import type { Popup } from './models/popup.ts';
import { moveFocus } from './move-focus.ts';

/** What the keyboard does anywhere in the popup. Keys that something else has used are left alone. */
export function pressKey(popup: Popup, event: KeyboardEvent) {
  if (isTaken(event)) return;
  if (event.key === 'Escape' ? goBack(popup) : shortcut(popup, event)) event.preventDefault();
}

/** Whether the key belongs to the browser, or to something that is open over the rest. */
export function isTaken(event: KeyboardEvent): boolean {
  // Behind the lock is nothing to reach.
  if (document.getElementById('unlock')) return true;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

function goBack({ screen, form, bindingForm, search }: Popup): boolean {
  if (screen.value === 'profile') void form.leave();
  else if (screen.value === 'binding') bindingForm.close();
  else if (search.query.value) search.query.value = '';
  else return false;
  return true;
}

function shortcut(popup: Popup, event: KeyboardEvent): boolean {
  const isList = popup.screen.value === 'list';
  if (isList && moveFocus(event)) return true;
  if (isTyping(event.target)) return false;
  if (event.key === '?') popup.keysShown.value = true;
  else if (isList && event.key === '/') document.getElementById('find')?.focus();
  else if (isList && event.key === 'n') popup.form.create();
  else return false;
  return true;
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}
