const stops = 'a[href], button:not([tabindex="-1"]), summary';

/** Arrows go from row to row, and from button to button (or link) within a row. Returns whether the focus moved. */
export function moveFocus(event: KeyboardEvent): boolean {
  const { activeElement } = document;
  const row = activeElement?.closest('[data-row]');
  const isSearch = activeElement?.id === 'find';
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const rows = [...document.querySelectorAll('[data-row]')].filter((each) => buttonsOf(each).length > 0);
    if (!row && !isSearch && activeElement !== document.body) return false;
    const at = row ? rows.indexOf(row) : -1;
    const column = row ? buttonsOf(row).findIndex((each) => each.matches(':focus')) : 0;
    const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next && event.key === 'ArrowUp' && row) return focus(document.getElementById('find'));
    const buttons = next ? buttonsOf(next) : [];
    return focus(buttons[Math.min(column, buttons.length - 1)]);
  }
  if (!row || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
  const buttons = buttonsOf(row);
  const at = buttons.findIndex((each) => each.matches(':focus'));
  return focus(buttons[at + (event.key === 'ArrowRight' ? 1 : -1)]);
}

/** What can be reached in a row; what its closed menus hold can't. */
function buttonsOf(row: Element): HTMLElement[] {
  if (row.matches('summary, a')) return [row as HTMLElement];
  if (row.closest('details:not([open])')) return [];
  return [...row.querySelectorAll<HTMLElement>(stops)].filter((each) => !each.closest('[popover]'));
}

function focus(target: HTMLElement | null | undefined): boolean {
  target?.focus();
  return Boolean(target);
}
