import { useEffect, useRef } from 'preact/hooks';
import type { ProviderPicker } from '../models/provider-picker.ts';
import { providerText } from '../provider-text.ts';
import { Field } from './field.tsx';

const optionId = (index: number) => `provider-${index}`;

/** A text field with a list to choose from (WAI-ARIA, combobox). The focus stays in the field. */
export function ProviderList({ picker }: { picker: ProviderPicker }) {
  const { query, isOpen, active, chosen, matches } = picker;
  const list = useRef<HTMLDivElement>(null);
  const found = isOpen.value ? matches() : [];
  const isShown = found.length > 0;
  const at = active.value;
  useEffect(() => {
    if (isShown) list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [isShown, at]);

  function press(event: KeyboardEvent) {
    const keys: Record<string, () => void> = {
      ArrowDown: () => picker.move(1),
      ArrowUp: () => picker.move(-1),
      ...(isOpen.value && { Enter: () => picker.choose(found[at]), Escape: picker.close }),
    };
    const act = keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  }

  return (
    <div class="combo">
      <Field name="provider" label={providerText.label} hint={chosen() ? undefined : providerText.hint}>
        {(control) => (
          <input
            {...control}
            role="combobox"
            aria-expanded={isShown}
            aria-controls="providers"
            aria-autocomplete="list"
            aria-activedescendant={isShown ? optionId(at) : undefined}
            value={query.value ?? chosen()?.title ?? ''}
            placeholder={providerText.placeholder}
            autocomplete="off"
            spellcheck={false}
            onFocus={(event) => event.currentTarget.select()}
            onClick={picker.open}
            onInput={(event) => picker.type(event.currentTarget.value)}
            onKeyDown={press}
            onBlur={picker.close}
          />
        )}
      </Field>
      <div ref={list} id="providers" role="listbox" aria-label={providerText.list} hidden={!isShown}>
        {found.map((each, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which says which one is meant
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={each.title}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => picker.choose(each)}
          >
            {each.title}
          </div>
        ))}
      </div>
      <p role="status" class="small soon">
        {isOpen.value && !isShown && providerText.none}
      </p>
    </div>
  );
}
