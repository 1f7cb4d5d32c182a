import { useEffect, useRef } from 'preact/hooks';
import { text } from '../text.ts';

/** Stands for the rest of a long list, which it asks for as soon as it is about to be seen. */
export function ShowMore({ left, onShow }: { left: number; onShow: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  // Anew after each part, since one that does not fill the window leaves the button where it was seen.
  useEffect(() => {
    if (!button.current || left === 0) return;
    const about = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && onShow(), {
      rootMargin: '400px',
    });
    about.observe(button.current);
    return () => about.disconnect();
  }, [left]);
  if (left === 0) return null;
  return (
    <div class="row end" data-row>
      <button ref={button} type="button" class="soft" onClick={onShow}>
        {text.list.more(left)}
      </button>
    </div>
  );
}
