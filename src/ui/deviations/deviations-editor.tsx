import { useEffect, useRef, useState } from 'preact/hooks';
import { deviationFaults } from '../../core/deviation-faults.ts';
import type { Deviations } from '../../core/deviations.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { withSettingAt } from '../../core/setting-at.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { AddDeviation } from './add-deviation.tsx';
import { deviationKinds, groups, itemsOf } from './deviation-kinds.ts';
import { words } from './deviation-words.ts';
import { idOf, SettingCard } from './setting-card.tsx';

/** How the provider differs from the RFCs: what is set, by groups, and the list of what can be. */
export function DeviationsEditor({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const deviations = draft.deviations ?? {};
  const [removed, setRemoved] = useState<{ title: string; before: Deviations }>();
  const [added, setAdded] = useState<string>();
  const undo = useRef<HTMLButtonElement>(null);
  const error = form.errors.value.deviations;
  // What is half typed is no error before somebody wants to save it.
  const [judged, setJudged] = useState(false);
  if (error !== undefined && !judged) setJudged(true);
  const faults = judged ? deviationFaults(deviations) : [];
  const items = itemsOf(deviations);

  useEffect(() => {
    if (added) document.getElementById(added)?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
  }, [added]);
  useEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);

  function change(next: Deviations) {
    setRemoved(undefined);
    setAdded(undefined);
    form.change({ deviations: next });
  }

  return (
    <fieldset class="deviations">
      <legend class="label">{formText.deviations}</legend>
      {items.length === 0 && <p class="small quiet">{words.none}</p>}
      {Object.entries(groups).map(([group, title]) => {
        const own = items.filter(({ name }) => deviationKinds[name].group === group);
        if (own.length === 0) return null;
        return (
          <div key={group} class="setting-group">
            <h3 class="small quiet">{title}</h3>
            {own.map((item, at) => (
              // By its place: moved to another request, a card stays the same, and the focus in it.
              <div
                key={`${item.name}-${own.findIndex(({ name }) => name === item.name) - at}`}
                id={`${idOf(item)}-card`}
              >
                <SettingCard
                  popup={popup}
                  deviations={deviations}
                  item={item}
                  faults={faults}
                  onChange={change}
                  onRemove={(rest, name) => {
                    change(rest);
                    setRemoved({ title: name, before: deviations });
                  }}
                />
              </div>
            ))}
          </div>
        );
      })}
      {error && <p class="error">{error}</p>}
      <div role="status" class="row small">
        {removed && (
          <>
            <p>{words.removed(removed.title)}</p>
            <button ref={undo} type="button" class="soft" onClick={() => change(removed.before)}>
              {text.card.undo}
            </button>
          </>
        )}
      </div>
      <AddDeviation
        deviations={deviations}
        onAdd={(path, first) => {
          change(withSettingAt(deviations, path, first));
          setAdded(`${idOf({ path })}-card`);
        }}
      />
    </fieldset>
  );
}
