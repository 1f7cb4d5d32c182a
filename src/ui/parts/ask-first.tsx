import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../text.ts';

type Props = { button: string; look?: string; question: string; sure: string; onSure: () => void };

/** What can't be undone stands behind a question, where its button stood. */
export function AskFirst({ button, look = 'soft danger', question, sure, onSure }: Props) {
  const [asked, setAsked] = useState<boolean>();
  const focused = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked !== undefined) focused.current?.focus();
  }, [asked]);
  if (!asked) {
    return (
      <button ref={focused} type="button" class={look} onClick={() => setAsked(true)}>
        {button}
      </button>
    );
  }
  return (
    <div class="row tight">
      <p class="small">{question}</p>
      <button
        type="button"
        class="soft danger"
        onClick={() => {
          setAsked(false);
          onSure();
        }}
      >
        {sure}
      </button>
      <button ref={focused} type="button" class="soft" onClick={() => setAsked(false)}>
        {text.token.keep}
      </button>
    </div>
  );
}
