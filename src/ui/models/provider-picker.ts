import { signal } from '@preact/signals';
import { blanksOf, fillFromPreset, refillFromPreset, wrongBlanks } from '../../core/fill-from-preset.ts';
import type { Preset } from '../../core/preset.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { type ProfileForm, proposedName } from './profile-form.ts';

export type ProviderPicker = ReturnType<typeof createProviderPicker>;

/** The list of providers over a form: what is typed into it, what is found, and what the chosen one fills in. */
export function createProviderPicker({ form, presets }: { form: ProfileForm; presets: readonly Preset[] }) {
  /** What is typed; undefined while the field shows what was chosen. */
  const query = signal<string>();
  const isOpen = signal(false);
  /** How often the form had been refused when the provider was chosen. */
  let refused = 0;
  /** The place in the list that Enter chooses. */
  const active = signal(0);

  function chosen(): Preset | undefined {
    return presets.find(({ title }) => title === form.draft.value?.preset?.title);
  }

  /** What has all the words in it; first those whose own words begin so. */
  function matches(): Preset[] {
    const words = (query.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = presets.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
    const begins = ({ title }: Preset) =>
      words.every((word) => ` ${title.toLowerCase().replace('(', ' ')}`.includes(` ${word}`));
    return [...found.filter(begins), ...found.filter((each) => !begins(each))];
  }

  function open() {
    if (isOpen.value) return;
    isOpen.value = true;
    const preset = chosen();
    active.value = Math.max(0, preset ? matches().indexOf(preset) : 0);
  }

  function type(text: string) {
    query.value = text;
    active.value = 0;
    isOpen.value = true;
  }

  /** Round the list, from its end to its beginning. */
  function move(by: number) {
    const { length } = matches();
    if (!isOpen.value) open();
    else if (length > 0) active.value = (active.value + by + length) % length;
  }

  /** What was typed and led to nothing is forgotten; an emptied field means: none of these. */
  function close() {
    isOpen.value = false;
    if (query.value?.trim() === '' && chosen()) form.change({ preset: undefined });
    query.value = undefined;
  }

  function choose(preset: Preset | undefined) {
    const draft = form.draft.value;
    isOpen.value = false;
    query.value = undefined;
    if (!preset || !draft) return;
    form.errors.value = {};
    refused = form.refusals.value;
    form.change(fillFromPreset(preset, {}, { ...draft, name: ownName(draft) }));
  }

  /** What the tester called it, not what was proposed. */
  function ownName({ name, issuer, preset }: ProfileDraft): string {
    return name === proposedName(issuer) || name === preset?.title ? '' : name;
  }

  function typed() {
    return form.draft.value?.preset?.blanks ?? {};
  }

  function fillBlank(name: string, value: string) {
    const [preset, draft] = [chosen(), form.draft.value];
    if (preset && draft) form.change(refillFromPreset(preset, typed(), { ...typed(), [name]: value }, draft));
  }

  /** What is wrong with a blank; an empty one only once the form was refused for it. */
  function wrongBlank(name: string): string | undefined {
    const preset = chosen();
    const wrong = preset && wrongBlanks(preset, typed())[name];
    return wrong && (blank(name) || form.refusals.value > refused) ? wrong : undefined;
  }

  function blank(name: string): string {
    const preset = chosen();
    return typed()[name] ?? (preset ? blanksOf(preset, {})[name] : undefined) ?? '';
  }

  return { query, isOpen, active, chosen, matches, open, type, move, close, choose, fillBlank, wrongBlank, blank };
}
