import { useEffect, useRef } from 'preact/hooks';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

type Props = { popup: Popup; more?: [string[], string][] };

export function KeysDialog({ popup, more = [] }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { keysShown } = popup;
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={() => {
        keysShown.value = false;
      }}
    >
      <h2 id="keys-title">{text.keys.title}</h2>
      <dl>
        {[...text.keys.rows, ...more].map(([keys, what]) => (
          <div key={what} class="row">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="row end">
        <button type="submit" class="soft">
          {text.keys.close}
        </button>
      </form>
    </dialog>
  );
}
