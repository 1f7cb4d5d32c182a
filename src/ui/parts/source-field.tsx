import type { ProfileDraft, SourceDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import { sourceText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { Field } from './field.tsx';
import { PastedSource } from './pasted-source.tsx';

type Props = { popup: Popup; draft: ProfileDraft; name: 'subject' | 'actor' };

/** A token that the exchange starts from: one of Tokendock's, or a pasted one. */
export function SourceField({ popup, draft, name }: Props) {
  const { form, status } = popup;
  const source = draft[name];
  const profiles = status.snapshot.value?.profiles.filter(({ tokens }) => tokens.length > 0) ?? [];
  const change = (patch: Partial<SourceDraft>) => form.change({ [name]: { ...source, ...patch } });
  const hint = name === 'subject' ? sourceText.subjectHint : sourceText.actorHint;
  return (
    <div class="field">
      <Field
        name={name}
        label={sourceText[name]}
        hint={hint}
        error={form.errors.value[name]}
        {...(name === 'actor' ? { optional: formText.optional } : { required: true })}
      >
        {(control) => (
          <select
            {...control}
            value={source.tokenId}
            onChange={(event) => change({ tokenId: event.currentTarget.value })}
          >
            <option value="">{sourceText.paste}</option>
            {profiles.map((profile) => (
              <optgroup key={profile.id} label={profile.name}>
                {profile.tokens.map((token) => (
                  <option key={token.id} value={token.id} selected={token.id === source.tokenId}>
                    {token.label} · {profile.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {source.tokenId ? (
        <PartOfToken name={name} source={source} onChange={change} />
      ) : (
        <PastedSource name={name} source={source} onChange={change} />
      )}
    </div>
  );
}

type PartProps = { name: 'subject' | 'actor'; source: SourceDraft; onChange: (patch: Partial<SourceDraft>) => void };

function PartOfToken({ name, source, onChange }: PartProps) {
  const parts = Object.entries(sourceText.parts) as [SourceDraft['part'], string][];
  return (
    <select
      aria-label={`${sourceText[name]}: ${sourceText.part}`}
      value={source.part}
      onChange={(event) => onChange({ part: event.currentTarget.value as SourceDraft['part'] })}
    >
      {parts.map(([part, label]) => (
        <option key={part} value={part} selected={part === source.part}>
          {label}
        </option>
      ))}
    </select>
  );
}
