import type { Preset, PresetEntry } from '../core/preset.ts';
import { presetsOf } from '../core/presets-of.ts';

/** Every file beside this one is a provider. */
const files = import.meta.glob<Record<string, PresetEntry>>(['./*.ts', '!./presets.ts'], { eager: true });

export const presetEntries: readonly PresetEntry[] = Object.values(files).flatMap((each) => Object.values(each));

/** All that a tester can choose from. */
export const presets: readonly Preset[] = presetsOf(presetEntries);
