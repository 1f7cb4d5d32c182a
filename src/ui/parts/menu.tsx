import type { ComponentChildren } from 'preact';
import { hidePopover, Popover } from './popover.tsx';

export type MenuItem = { text: string; danger?: boolean; onClick: () => void };

type Props = { id: string; label: string; face: ComponentChildren; look?: string; items: MenuItem[] };

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function Menu({ items, ...rest }: Props) {
  return (
    <Popover {...rest} role="menu" onKeyDown={moveWithArrows}>
      {items.map(({ text, danger, onClick }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          class={danger ? 'danger' : undefined}
          onClick={() => {
            hidePopover(rest.id);
            onClick();
          }}
        >
          {text}
        </button>
      ))}
    </Popover>
  );
}

function moveWithArrows(event: KeyboardEvent) {
  const step = steps[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const here = items.findIndex((item) => item.matches(':focus'));
  items[Math.min(items.length - 1, Math.max(0, here + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
