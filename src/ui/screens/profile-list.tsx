import { useEffect } from 'preact/hooks';
import type { Popup } from '../models/popup.ts';
import { Footer } from '../parts/footer.tsx';
import { Profiles } from '../parts/profiles.tsx';
import { SearchBar } from '../parts/search-bar.tsx';
import { ThisTab } from '../parts/this-tab.tsx';
import { UndoBar } from '../parts/undo-bar.tsx';
import { UnsavedForms } from '../parts/unsaved-forms.tsx';
import { Welcome } from '../parts/welcome.tsx';
import { WhereTokensGo } from '../parts/where-tokens-go.tsx';

/** What the popup opens with. */
export function ProfileList({ popup }: { popup: Popup }) {
  const snapshot = popup.status.snapshot.value;
  const isFirstRun = snapshot?.profiles.length === 0;
  const wanted = popup.focus.wanted.value;
  useEffect(() => {
    const target = wanted.map((id) => document.getElementById(id)).find((found) => found !== null);
    if (!target) return;
    target.focus();
    popup.focus.goTo();
  });
  return (
    <main>
      <ThisTab popup={popup} />
      {!isFirstRun && <SearchBar popup={popup} />}
      <UnsavedForms popup={popup} />
      {isFirstRun ? <Welcome popup={popup} onCreate={popup.form.create} /> : <Profiles popup={popup} />}
      <WhereTokensGo popup={popup} />
      <UndoBar popup={popup} />
      <Footer popup={popup} />
    </main>
  );
}
