import * as v from 'valibot';
import { type Deviations, deviations } from './deviations.ts';
import { mergeSettings } from './merge-settings.ts';

/**
 * The deviations with a setting that a failure (`setting_needed`) offers, which is the JSON of some deviations. Undefined for a text that
 * is none: a failure may come from another version.
 */
export function withSetting(before: Deviations | undefined, setting: string): Deviations | undefined {
  try {
    const offered = v.parse(deviations, JSON.parse(setting));
    return v.parse(deviations, mergeSettings(before ?? {}, offered));
  } catch {
    return undefined;
  }
}
