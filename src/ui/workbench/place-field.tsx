import type { DeliveryPlace } from '../../core/webhook-check.ts';
import { servicesText as words } from '../services-text.ts';
import { Labelled } from './labelled.tsx';

type Props = {
  label: string;
  place: DeliveryPlace | undefined;
  onChange: (place: DeliveryPlace | undefined) => void;
};

const options = Object.entries({ '': words.nowhere, ...words.places });

/** Where something of a delivery stands: in what, and under which name or path. */
export function PlaceField({ label, place, onChange }: Props) {
  const where = place?.in ?? '';
  return (
    <Labelled label={label}>
      {(control) => (
        <div class="row tight">
          <select
            class="short"
            aria-label={words.placeIn(label)}
            value={where}
            onChange={(event) => {
              const next = event.currentTarget.value as DeliveryPlace['in'] | '';
              onChange(next ? { in: next, name: place?.name ?? '' } : undefined);
            }}
          >
            {options.map(([value, text]) => (
              <option key={value} value={value} selected={value === where}>
                {text}
              </option>
            ))}
          </select>
          <input
            {...control}
            class="grow"
            disabled={!place}
            value={place?.name ?? ''}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => place && onChange({ ...place, name: event.currentTarget.value })}
          />
        </div>
      )}
    </Labelled>
  );
}
