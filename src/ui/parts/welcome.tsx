import { benchLink } from '../bench-link.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

/** The first run. `onCreate` begins a profile's form. */
export function Welcome({ popup, onCreate }: { popup: Popup; onCreate: () => void }) {
  return (
    <div class="welcome">
      <h2>{text.welcome.title}</h2>
      <p>{text.welcome.sentence}</p>
      <div class="row wrapping">
        <button type="button" class="main" id="new-profile" onClick={onCreate}>
          {text.welcome.create}
        </button>
        <a class="button soft" {...benchLink(popup, { view: 'setup', tool: 'import' })}>
          {text.welcome.import}
        </a>
      </div>
      <p class="small quiet">{text.welcome.hint}</p>
    </div>
  );
}
