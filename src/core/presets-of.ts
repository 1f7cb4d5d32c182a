import type { Preset, PresetEntry } from './preset.ts';

/** All that can be chosen: providers by their names, variants as they stand. */
export function presetsOf(entries: readonly PresetEntry[]): Preset[] {
  const sorted = [...entries].sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return sorted.flatMap(({ name, variants, ...whole }): Preset[] => {
    if (!variants) return [{ title: name, ...whole }];
    return variants.map(({ name: variant, ...own }) => ({ title: `${name} (${variant})`, ...whole, ...own }) as Preset);
  });
}
