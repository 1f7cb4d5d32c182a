import { useMemo } from 'preact/hooks';
import { presets } from '../../presets/presets.ts';
import type { Popup } from '../models/popup.ts';
import { createProviderPicker } from '../models/provider-picker.ts';
import { ProviderBlank } from './provider-blank.tsx';
import { ProviderFacts } from './provider-facts.tsx';
import { ProviderList } from './provider-list.tsx';

/** The provider that fills the form, what it needs to know, and where the client is registered with it. */
export function ProviderField({ popup }: { popup: Popup }) {
  const picker = useMemo(() => createProviderPicker({ form: popup.form, presets }), [popup]);
  const chosen = picker.chosen();
  return (
    <>
      <ProviderList picker={picker} />
      {chosen?.blanks?.map((each) => (
        <ProviderBlank key={`${chosen.title} ${each.name}`} picker={picker} blank={each} />
      ))}
      {chosen && <ProviderFacts preset={chosen} blanks={popup.form.draft.value?.preset?.blanks ?? {}} />}
    </>
  );
}
