import { filledText } from '../../core/fill-from-preset.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { presets } from '../../presets/presets.ts';
import type { Popup } from '../models/popup.ts';
import { providerText } from '../provider-text.ts';
import { hasScope, toggleScope } from '../scope-text.ts';

/** What the chosen provider can be asked for, each with what it allows. */
export function ProviderScopes({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const preset = presets.find(({ title }) => title === draft.preset?.title);
  if (!preset || preset.scopes.length === 0) return null;
  return (
    <fieldset class="field usual">
      <legend class="small quiet">{providerText.scopes(preset.title)}</legend>
      {preset.scopes.map(({ scope, allows }) => {
        const name = filledText(preset, draft.preset?.blanks ?? {}, scope) ?? scope;
        return (
          <label key={scope} class="row top small">
            <input
              type="checkbox"
              checked={hasScope(draft, name)}
              onChange={() => popup.form.change(toggleScope(draft, name))}
            />
            <span class="grow wrap">
              <span class="code">{name}</span> <span class="quiet">{allows}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
