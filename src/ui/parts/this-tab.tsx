import type { Snapshot } from '../../core/snapshot.ts';
import type { Popup } from '../models/popup.ts';
import { pageUrl } from '../tab-binding.ts';
import { text } from '../text.ts';
import { BoundTab } from './bound-tab.tsx';

/** The first thing that a tester wants to know: as whom this tab speaks. */
export function ThisTab({ popup }: { popup: Popup }) {
  const snapshot = popup.status.snapshot.value;
  const url = snapshot && pageUrl(snapshot);
  const binding = popup.status.binding.value;
  return (
    <section class="tab" aria-labelledby="tab-title">
      <h1 id="tab-title" class="cut">
        {text.tab.title}
        {url && ` · ${new URL(url).host}`}
      </h1>
      {snapshot && (binding ? <BoundTab popup={popup} binding={binding} /> : <UnboundTab snapshot={snapshot} />)}
    </section>
  );
}

function UnboundTab({ snapshot }: { snapshot: Snapshot }) {
  const isPage = pageUrl(snapshot) !== undefined;
  const hasToken = snapshot.profiles.some((profile) => profile.tokens.length > 0);
  return (
    <div class="row top">
      <span class="who nobody" aria-hidden="true" />
      <div class="grow">
        <p>{isPage ? text.tab.none : text.tab.browserPage}</p>
        <p class="small quiet">
          {isPage ? (hasToken ? text.tab.noneHint : text.tab.noTokens) : text.tab.browserPageHint}
        </p>
      </div>
    </div>
  );
}
