import type { Validation } from '../../core/services.ts';
import { servicesText as words } from '../services-text.ts';
import { LabelledSelect, LabelledText } from './labelled.tsx';

type Props = {
  validation: Validation | undefined;
  error: string | undefined;
  onChange: (validation: Validation | undefined) => void;
};

const empty: Record<Validation['by'], Validation> = {
  introspection: { by: 'introspection' },
  url: { by: 'url', url: '' },
  jwt: { by: 'jwt' },
};

/** How tokens of this profile are checked. */
export function ValidationFields({ validation, error, onChange }: Props) {
  const by = validation?.by ?? '';
  return (
    <section class="card stack">
      <h3>{words.validation}</h3>
      <p class="small quiet">{words.validationHint}</p>
      <LabelledSelect
        label={words.validationBy}
        value={by}
        options={words.validations}
        hint={words.validationHints[by]}
        onChange={(next) => onChange(next ? empty[next] : undefined)}
      />
      {validation?.by === 'url' && (
        <LabelledText
          label={words.url}
          error={error}
          value={validation.url}
          placeholder="https://api.example.com/me"
          onInput={(url) => onChange({ by: 'url', url })}
        />
      )}
      {validation?.by === 'jwt' && (
        <LabelledText
          label={words.jwks_uri}
          error={error}
          hint={words.jwksHint}
          value={validation.jwks_uri ?? ''}
          onInput={(jwks_uri) => onChange({ by: 'jwt', ...(jwks_uri && { jwks_uri }) })}
        />
      )}
    </section>
  );
}
