import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

export function Footer({ popup }: { popup: Popup }) {
  return (
    <footer class="row">
      <span class="grow quiet small">
        {popup.status.snapshot.value?.lockable ? (
          <button type="button" class="plain flush" id="lock" onClick={popup.lock}>
            {text.footer.lock}
          </button>
        ) : (
          text.name
        )}
      </span>
      <a class="button plain" {...benchLink(popup, { view: 'setup', tool: 'import' })}>
        {text.footer.import}
      </a>
      <a class="button plain" {...benchLink(popup, { view: 'setup' })}>
        {text.footer.workbench}
      </a>
      <button
        type="button"
        class="plain"
        onClick={() => {
          popup.keysShown.value = true;
        }}
      >
        {text.footer.keys} <kbd>?</kbd>
      </button>
    </footer>
  );
}
