import type { ComponentChildren, TargetedToggleEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { placeNear } from '../place-near.ts';

type Props = {
  id: string;
  /** Read aloud for the button and for what it opens. */
  label: string;
  face: ComponentChildren;
  /** What it opens. */
  role: 'menu' | 'dialog';
  look?: string;
  onOpen?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
};

/** A button, and what it opens. The browser closes it on Esc and on a click elsewhere. */
export function Popover({ id, label, face, role, look = 'soft', onOpen, onKeyDown, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);

  /** Its size is known only once it is shown, which is before the next frame. */
  function place(event: TargetedToggleEvent<HTMLDivElement>) {
    if (event.newState !== 'open') return;
    onOpen?.();
    requestAnimationFrame(() => {
      if (!box.current || !button.current) return;
      placeNear(box.current, button.current);
      box.current.querySelector<HTMLElement>('[role=menuitem], [data-first]')?.focus();
    });
  }

  function closeWhenLeft(event: FocusEvent) {
    const to = event.relatedTarget;
    if (to instanceof Node && to !== button.current && !box.current?.contains(to)) box.current?.hidePopover();
  }

  return (
    <>
      <button
        ref={button}
        id={`${id}-button`}
        type="button"
        class={look}
        popovertarget={id}
        aria-haspopup={role}
        aria-label={label}
      >
        {face}
      </button>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles take a label */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has a role, menu or dialog */}
      <div
        ref={box}
        id={id}
        class={role}
        popover="auto"
        role={role}
        aria-label={label}
        onBeforeToggle={place}
        onFocusOut={closeWhenLeft}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </>
  );
}

export function hidePopover(id: string) {
  document.getElementById(id)?.hidePopover?.();
}
