import { jsonParameters, type Parameter, places, stages } from '../../core/parameter.ts';
import { formText } from '../form-text.ts';
import { jsonError } from '../json-error.ts';
import { placeOf } from '../known-parameters.ts';
import { parameterText } from '../parameter-text.ts';
import { options } from './options.tsx';
import { ParameterValue } from './parameter-value.tsx';
import { Switch } from './switch.tsx';

type Props = {
  row: Parameter;
  number: number;
  nameMissing: boolean;
  onChange: (patch: Partial<Parameter>) => void;
  onRemove: () => void;
};

/** One parameter: name, value, for which request, where in it, and whether at all. */
export function ParameterRow({ row, number, nameMissing, onChange, onRemove }: Props) {
  const isJson = jsonParameters.includes(row.name.trim());
  const error = isJson ? jsonError(row.value) : undefined;
  const id = `parameter-${number}`;
  const control = {
    'aria-label': parameterText.value(number),
    'aria-invalid': error !== undefined,
    'aria-describedby':
      [error && `${id}-error`, row.description && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  };
  return (
    <div class={row.on ? 'parameter' : 'parameter off'}>
      <input
        class="parameter-name"
        aria-label={parameterText.name(number)}
        aria-invalid={nameMissing}
        aria-describedby={nameMissing ? 'parameters-error' : undefined}
        placeholder={parameterText.namePlaceholder}
        value={row.name}
        spellcheck={false}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <ParameterValue row={row} control={control} isJson={isJson} onValue={(value) => onChange({ value })} />
      <span class="parameter-rest">
        <select
          aria-label={parameterText.stage(number)}
          value={row.stage}
          onChange={(event) => {
            const stage = stages.find((each) => each === event.currentTarget.value) ?? row.stage;
            onChange({ stage, place: placeOf(stage) });
          }}
        >
          {options(parameterText.stages, row.stage)}
        </select>
        <select
          aria-label={parameterText.place(number)}
          value={row.place}
          disabled={row.stage === 'authorize'}
          onChange={(event) =>
            onChange({ place: places.find((each) => each === event.currentTarget.value) ?? row.place })
          }
        >
          {options(parameterText.places, row.place)}
        </select>
        <Switch label={parameterText.on(number)} on={row.on} onChange={(on) => onChange({ on })} />
        <button type="button" class="plain" aria-label={parameterText.removeLabel(number)} onClick={onRemove}>
          {formText.remove}
        </button>
      </span>
      {error && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
      {row.description && (
        <p id={`${id}-hint`} class="small quiet">
          {row.description}
        </p>
      )}
    </div>
  );
}
