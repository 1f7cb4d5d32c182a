import { wrongBlank } from './blank.ts';
import type { Blank, Preset } from './preset.ts';
import { type EndpointName, endpointNames } from './profile.ts';
import type { ProfileDraft } from './profile-draft.ts';

const place = /\{(\w+)\}/g;

/** Blanks by name, as typed. */
export type Blanks = { [name: string]: string };

/** What stands in the fields of a preset's blanks: as typed, or else what the preset proposes. */
export function blanksOf({ blanks = [] }: Preset, typed: Blanks): Blanks {
  return Object.fromEntries(blanks.map(({ name, value = '' }) => [name, (typed[name] ?? value).trim()]));
}

/** What is wrong with each blank. */
export function wrongBlanks(preset: Preset, typed: Blanks): { [name: string]: string } {
  const values = blanksOf(preset, typed);
  const wrong = (preset.blanks ?? []).map((each: Blank) => [each.name, wrongBlank(each, values[each.name] ?? '')]);
  return Object.fromEntries(wrong.filter(([, sentence]) => sentence));
}

/**
 * A form filled as the preset says. Name, client id, secrets, redirect URI and what else the tester types stay. What needs a blank that is
 * missing or wrong stays empty, so that nothing is ever sent to a half-filled address.
 */
export function fillFromPreset(preset: Preset, typed: Blanks, draft: ProfileDraft): ProfileDraft {
  const fill = filler(preset, typed);
  const { apis, scopeSeparator = ' ', scopes, deviations } = preset;
  const [api, ...others] = apis;
  const asked = scopes.filter((each) => each.asked).map((each) => fill(each.scope));
  return {
    ...draft,
    metadata: undefined,
    name: draft.name.trim() ? draft.name : preset.title,
    issuer: (preset.issuer && fill(preset.issuer)) ?? '',
    endpoints: Object.fromEntries(
      endpointNames.flatMap((name) => endpointOf(preset, name, fill)),
    ) as ProfileDraft['endpoints'],
    grant_type: preset.grants[0] ?? draft.grant_type,
    token_endpoint_auth_method: preset.authentication[0] ?? draft.token_endpoint_auth_method,
    rawBasic: preset.rawBasic ?? false,
    code_challenge_method: preset.pkce,
    scopeSeparator,
    scope: asked.filter(Boolean).join(scopeSeparator),
    parameters: (preset.parameters ?? []).map((each) => {
      const value = fill(each.value);
      return { ...each, value: value ?? '', on: each.on && Boolean(value) };
    }),
    deviations: deviations && everyText(deviations, fill),
    // Of several, nobody knows which one is meant.
    baseUri: (api && others.length === 0 && fill(api)) || '',
    baseUriField: preset.baseUriField ?? '',
    preset: { title: preset.title, blanks: typed },
  };
}

/**
 * The form after a blank was typed anew. What the tester has changed since the preset filled it stays as it is.
 */
export function refillFromPreset(preset: Preset, before: Blanks, now: Blanks, draft: ProfileDraft): ProfileDraft {
  const nameless = { ...draft, name: '' };
  const was = fillFromPreset(preset, before, nameless);
  const is = fillFromPreset(preset, now, nameless);
  const untouched = (Object.keys(is) as (keyof ProfileDraft)[]).filter(
    (key) => JSON.stringify(was[key]) === JSON.stringify(draft[key]),
  );
  const next: ProfileDraft = { ...draft, ...Object.fromEntries(untouched.map((key) => [key, is[key]])) };
  // What a server said about itself belongs to its issuer.
  if (next.issuer !== draft.issuer) next.metadata = undefined;
  return { ...next, preset: { title: preset.title, blanks: now } };
}

/** A text with its blanks filled in; undefined where one is missing or wrong. */
export function filledText(preset: Preset, typed: Blanks, text: string): string | undefined {
  return filler(preset, typed)(text);
}

/** Only the preset's own blanks are filled: deviations have places of other names. */
function filler(preset: Preset, typed: Blanks): (text: string) => string | undefined {
  const wrong = wrongBlanks(preset, typed);
  const values = blanksOf(preset, typed);
  const good = (name: string) => (name in wrong ? '' : values[name]);
  return (text) => {
    const places = [...text.matchAll(place)].map(([, name = '']) => name);
    if (places.some((name) => good(name) === '')) return undefined;
    return text.replace(place, (whole, name: string) => good(name) ?? whole);
  };
}

function endpointOf({ endpoints }: Preset, name: EndpointName, fill: (text: string) => string | undefined) {
  const value = endpoints?.[name] && fill(endpoints[name]);
  return value ? [[name, value]] : [];
}

/** The same data with each text in it changed; what has no text any more is left out. */
function everyText<Data>(data: Data, change: (text: string) => string | undefined): Data {
  if (typeof data === 'string') return change(data) as Data;
  if (Array.isArray(data)) return data.map((each) => everyText(each, change)).filter(isThere) as Data;
  if (typeof data !== 'object' || data === null) return data;
  const changed = Object.entries(data).map(([name, each]) => [name, everyText(each, change)]);
  return Object.fromEntries(changed.filter(([, each]) => isThere(each))) as Data;
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}
