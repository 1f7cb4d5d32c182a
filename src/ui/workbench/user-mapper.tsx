import type { Deviations } from '../../core/deviations.ts';
import { servicesText as words } from '../services-text.ts';
import { userMappingOf, withUserMapping } from '../user-mapping.ts';
import { LabelledSelect, LabelledText } from './labelled.tsx';

type Props = {
  deviations: Deviations | undefined;
  error: string | undefined;
  onChange: (deviations: Deviations) => void;
};

/** Where a token's user is named. */
export function UserMapper({ deviations, error, onChange }: Props) {
  const mapping = userMappingOf(deviations);
  const change = (patch: Partial<typeof mapping>) => onChange(withUserMapping(deviations, { ...mapping, ...patch }));
  return (
    <section class="card stack">
      <h3>{words.user}</h3>
      <p class="small quiet">{words.userHint}</p>
      <LabelledSelect
        label={words.userFrom}
        value={mapping.from}
        options={words.userSources}
        onChange={(from) => change({ from, sub: mapping.sub || 'sub' })}
      />
      {mapping.from && (
        <>
          <LabelledText
            label={words.sub}
            hint={words.pathHint}
            error={error}
            value={mapping.sub}
            onInput={(sub) => change({ sub })}
          />
          <LabelledText label={words.name} value={mapping.name} onInput={(name) => change({ name })} />
        </>
      )}
    </section>
  );
}
