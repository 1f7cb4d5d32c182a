const margin = 6;

/** Puts an open popover below its button, or above it, or wherever it fits. A popover can't make the popup larger. */
export function placeNear(box: HTMLElement, button: HTMLElement) {
  const { clientWidth, clientHeight } = document.documentElement;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const below = bottom + 4;
  const above = top - 4 - box.offsetHeight;
  const fitsBelow = below + box.offsetHeight + margin <= clientHeight;
  const y = fitsBelow || above < margin ? Math.min(below, clientHeight - box.offsetHeight - margin) : above;
  const fitsRight = left + box.offsetWidth + margin <= clientWidth;
  const x = fitsRight ? left : Math.min(right, clientWidth - margin) - box.offsetWidth;
  box.style.top = `${Math.max(margin, y)}px`;
  box.style.left = `${Math.max(margin, x)}px`;
}
