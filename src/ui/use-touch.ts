import { useEffect } from 'preact/hooks';
import type { Popup } from './models/popup.ts';

/** Lets every click and key count as use. */
export function useTouch({ touch }: Popup) {
  useEffect(() => {
    for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, touch);
    return () => {
      for (const event of ['pointerdown', 'keydown']) document.removeEventListener(event, touch);
    };
  }, [touch]);
}
