import type { SourceDraft } from '../../core/profile-draft.ts';
import { sourceText } from '../key-text.ts';

type Props = { name: 'subject' | 'actor'; source: SourceDraft; onChange: (patch: Partial<SourceDraft>) => void };

/** A pasted token, and what kind of token it is (RFC 8693, section 3). */
export function PastedSource({ name, source, onChange }: Props) {
  const label = (what: string) => `${sourceText[name]}: ${what}`;
  return (
    <>
      <textarea
        class="code"
        rows={2}
        aria-label={label(sourceText.text)}
        placeholder={sourceText.text}
        spellcheck={false}
        autocomplete="off"
        value={source.text}
        onInput={(event) => onChange({ text: event.currentTarget.value })}
      />
      <input
        class="code"
        aria-label={label(sourceText.type)}
        list={`${name}-types`}
        spellcheck={false}
        value={source.type}
        onInput={(event) => onChange({ type: event.currentTarget.value })}
      />
      <datalist id={`${name}-types`}>
        {Object.entries(sourceText.types).map(([type, words]) => (
          <option key={type} value={type}>
            {words}
          </option>
        ))}
      </datalist>
    </>
  );
}
