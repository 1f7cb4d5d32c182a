import type { Fault } from '../../core/deviation-faults.ts';
import type { Deviations } from '../../core/deviations.ts';
import { settingAt, withSettingAt } from '../../core/setting-at.ts';
import type { Popup } from '../models/popup.ts';
import { deviationKinds, type Item, type Of, pathOf, requestsOf } from './deviation-kinds.ts';
import { words } from './deviation-words.ts';
import { SettingFields } from './setting-fields.tsx';

type Props = {
  popup: Popup;
  deviations: Deviations;
  item: Item;
  faults: readonly Fault[];
  onChange: (deviations: Deviations) => void;
  onRemove: (rest: Deviations, title: string) => void;
};

/** One deviation that is set: for which request, its fields, and its way out. */
export function SettingCard({ popup, deviations, item, faults, onChange, onRemove }: Props) {
  const { name, of, path } = item;
  const { title, says } = deviationKinds[name];
  const id = idOf(item);
  const own = faults.filter((each) => each.path.join() === path.join());
  const remove = (left?: unknown, what: string = title) => onRemove(withSettingAt(deviations, path, left), what);
  return (
    <div class="setting">
      <div class="row">
        <h4 class="grow">{title}</h4>
        {of !== undefined && (
          <OfSelect deviations={deviations} item={{ ...item, of }} title={title} onChange={onChange} />
        )}
        <button
          type="button"
          class="plain"
          aria-label={words.removeLabel(of ? `${title}, ${words.requests[of]}` : title)}
          onClick={() => remove()}
        >
          {words.remove}
        </button>
      </div>
      <p class="small quiet">{says}</p>
      <SettingFields
        popup={popup}
        name={name}
        id={id}
        value={settingAt(deviations, path) as NonNullable<unknown>}
        fault={(part) => own.find((each) => each.part === part)?.sentence}
        onChange={(next) => onChange(withSettingAt(deviations, path, next))}
        onRemove={remove}
      />
    </div>
  );
}

/** What a card's fields are found by. */
export function idOf({ path }: Pick<Item, 'path'>): string {
  return `deviation-${path.join('-').replaceAll('*', 'every').replaceAll(' ', '-')}`;
}

type OfProps = Pick<Props, 'deviations' | 'onChange'> & { item: Item & { of: Of }; title: string };

/** Moves it to another request, where it is not set yet. */
function OfSelect({ deviations, item: { name, of, path }, title, onChange }: OfProps) {
  function move(to: Of) {
    const setting = settingAt(deviations, path);
    onChange(withSettingAt(withSettingAt(deviations, path, undefined), pathOf(name, to), setting));
  }
  return (
    <label class="row tight small quiet">
      {words.of}
      <select
        aria-label={words.ofLabel(title)}
        value={of}
        onChange={(event) => {
          const to = requestsOf(name)?.find((each) => each === event.currentTarget.value);
          if (to) move(to);
        }}
      >
        {requestsOf(name)?.map((each) => (
          <option
            key={each}
            value={each}
            selected={each === of}
            disabled={each !== of && settingAt(deviations, pathOf(name, each)) !== undefined}
          >
            {words.requests[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
