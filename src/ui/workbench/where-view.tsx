import type { Workbench } from '../models/workbench.ts';
import { BindingRow } from '../parts/binding-row.tsx';
import { hashOf } from '../place.ts';
import { workbenchText } from '../workbench-text.ts';

const words = workbenchText.where;

/** Into which requests of which pages this profile's tokens go. */
export function WhereView({ workbench }: { workbench: Workbench }) {
  const { popup, profile } = workbench;
  const snapshot = popup.status.snapshot.value;
  const bindings = snapshot?.bindings.filter((binding) => binding.profileId === profile.value?.id) ?? [];
  return (
    <div class="narrow stack">
      {bindings.length > 0 ? (
        <ul class="card">
          {bindings.map((binding) => (
            <BindingRow key={binding.id} popup={popup} binding={binding} />
          ))}
        </ul>
      ) : (
        <p class="empty quiet">{words.none}</p>
      )}
      <p class="small quiet">
        {words.hint} <a href={hashOf({ profileId: profile.value?.id, view: 'tokens' })}>{words.toTokens}</a>
      </p>
    </div>
  );
}
