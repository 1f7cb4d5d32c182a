import { useState } from 'preact/hooks';
import type { Parameter } from '../../core/parameter.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { knownParameters, ofKnown, ownParameter } from '../known-parameters.ts';
import type { Popup } from '../models/popup.ts';
import { parameterText } from '../parameter-text.ts';
import { text } from '../text.ts';
import { Menu } from './menu.tsx';
import { ParameterRow } from './parameter-row.tsx';

/** Parameters of the tester's own, and the menu of those that many servers know. */
export function ParametersEditor({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  const [removed, setRemoved] = useState<{ row: Parameter; at: number }>();
  const rows = draft.parameters;
  const error = form.errors.value.parameters;
  function set(parameters: Parameter[]) {
    setRemoved(undefined);
    form.change({ parameters });
  }
  function remove(at: number) {
    const row = rows[at];
    set(rows.filter((_, index) => index !== at));
    if (row) setRemoved({ row, at });
  }
  const add = (parameter: Parameter) => set([...rows, parameter]);
  const [ownName, ownDescription] = parameterText.own;
  return (
    <fieldset class="field parameters">
      <legend class="label">{parameterText.title}</legend>
      <p class="small quiet">{parameterText.hint}</p>
      {rows.map((row, at) => (
        <ParameterRow
          key={at}
          row={row}
          number={at + 1}
          nameMissing={error !== undefined && row.value !== '' && row.name.trim() === ''}
          onChange={(patch) => set(rows.map((each, index) => (index === at ? { ...each, ...patch } : each)))}
          onRemove={() => remove(at)}
        />
      ))}
      {error && (
        <p id="parameters-error" class="error">
          {error}
        </p>
      )}
      <div role="status" class="row small">
        {removed && (
          <>
            <p>{parameterText.removed(removed.row.name)}</p>
            <button type="button" class="soft" onClick={() => set(rows.toSpliced(removed.at, 0, removed.row))}>
              {text.card.undo}
            </button>
          </>
        )}
      </div>
      <div>
        <Menu
          id="add-parameter"
          label={parameterText.add}
          face={`${parameterText.add} ▾`}
          items={[
            { text: ownName, hint: ownDescription, onClick: () => add(ownParameter(draft.grant_type)) },
            ...knownParameters(draft.grant_type).map((known) => ({
              text: known.name,
              hint: known.description,
              onClick: () => add(ofKnown(known)),
            })),
          ]}
        />
      </div>
    </fieldset>
  );
}
