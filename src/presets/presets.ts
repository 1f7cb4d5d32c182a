import { type Preset, type PresetEntry, presetsOf } from '../core/preset.ts';

/** Every file beside this one is a provider. */
const files = import.meta.glob<Record<string, PresetEntry>>(['./*.ts', '!./presets.ts'], { eager: true });

export const presetEntries: readonly PresetEntry[] = Object.values(files).flatMap((each) => Object.values(each));

/** All that a tester can choose from. */
export const presets: readonly Preset[] = presetsOf(presetEntries);
