import type { ComponentChildren } from 'preact';
import type { benchLink } from '../bench-link.ts';
import { hidePopover, Popover } from './popover.tsx';

/** What a click does, or where it leads. The hint stands below, in small. */
export type MenuItem = { text: string; hint?: string; danger?: boolean } & (
  | { onClick: () => void }
  | { link: ReturnType<typeof benchLink> }
);

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
      {items.map((item) => (
        <MenuEntry key={item.text} item={item} onDone={() => hidePopover(rest.id)} />
      ))}
    </Popover>
  );
}

function MenuEntry({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const { text, hint, danger } = item;
  const face = (
    <>
      {text}
      {hint && <span class="small quiet try">{hint}</span>}
    </>
  );
  if ('link' in item) {
    return (
      <a role="menuitem" {...item.link}>
        {face}
      </a>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      class={danger ? 'danger' : undefined}
      onClick={() => {
        onDone();
        item.onClick();
      }}
    >
      {face}
    </button>
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
