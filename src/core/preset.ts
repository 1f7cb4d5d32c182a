import * as v from 'valibot';
import { blankShapes } from './blank.ts';
import { deviations } from './deviations.ts';
import { grantTypes } from './grant-type.ts';
import { authMethods, challengeMethods, endpointNames } from './profile.ts';
import { parameter } from './stored-parameter.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** A URL that may have `{blank}` parts in it. */
const address = v.pipe(v.string(), v.startsWith('https://'));
const addressOrBlank = v.pipe(v.string(), v.regex(/^(https:\/\/|\{\w+\}\/|\{\w+\}$)/));
const sentence = v.pipe(
  v.string(),
  v.regex(/^[A-Z“].*[.!]$/s, 'A sentence begins with a capital and ends with a full stop.'),
);

/** A part that differs from tester to tester. */
export const blank = v.strictObject({
  /** `{name}` stands for it. */
  name: v.pipe(v.string(), v.regex(/^[a-z]+(_[a-z]+)*$/)),
  label: v.pipe(v.string(), v.nonEmpty()),
  hint: v.optional(v.pipe(v.string(), v.regex(/[.!]$/))),
  example: v.pipe(v.string(), v.nonEmpty()),
  shape: v.picklist(Object.keys(blankShapes) as (keyof typeof blankShapes)[]),
  /** Filled in until the tester says otherwise. */
  value: v.optional(v.string()),
  /** Nothing else is possible. */
  only: v.optional(v.array(v.string())),
  optional: v.optional(v.boolean()),
});
export type Blank = v.InferOutput<typeof blank>;

/** What may be marked as remembered only. */
export const presetFacts = [
  'issuer',
  ...endpointNames,
  'grants',
  'authentication',
  'pkce',
  'scopeSeparator',
  'scopes',
  'parameters',
  'deviations',
  'apis',
  'register',
  'redirect',
] as const;
export type PresetFact = (typeof presetFacts)[number];

const facts = {
  /** What the tester has to fill in; `{name}` stands for it in URLs, in the values of parameters, and in deviations. */
  blanks: v.optional(v.array(blank)),
  /** Only where its discovery says nothing false: what a preset names beats it, what it leaves out comes from there. */
  issuer: v.optional(addressOrBlank),
  endpoints: v.optional(v.record(v.picklist(endpointNames), addressOrBlank)),
  /** The first is filled in. */
  grants: v.pipe(v.array(v.picklist(grantTypes)), v.minLength(1)),
  authentication: v.pipe(v.array(v.picklist(authMethods)), v.minLength(1)),
  /** Basic credentials that are not form-encoded first. */
  rawBasic: v.optional(v.boolean()),
  pkce: v.picklist(challengeMethods),
  /** Absent: a space, as RFC 6749 says. */
  scopeSeparator: v.optional(v.string()),
  /** The usual ones, each with what it allows; those that are `asked` are filled in. */
  scopes: v.array(v.strictObject({ scope: text, allows: sentence, asked: v.optional(v.boolean()) })),
  parameters: v.optional(v.array(parameter)),
  deviations: v.optional(deviations),
  /** Where its APIs begin. */
  apis: v.array(addressOrBlank),
  /** The field of a token response that says where they are for this very token. */
  baseUriField: v.optional(text),
  /** The page where a client is registered, and where on it the redirect URI is. */
  register: v.strictObject({ url: addressOrBlank, at: sentence }),
  /** Which redirect URIs it takes. */
  redirect: sentence,
  /** The provider's own pages that say so, and when they, or copies of them, were read (YYYY-MM-DD). */
  documentation: v.pipe(v.array(v.strictObject({ url: address, read: v.pipe(text, v.isoDate()) })), v.minLength(1)),
  /** What of this was not found in those pages. The tester is told. */
  unchecked: v.array(v.picklist(presetFacts)),
};

/** One provider. A variant takes the place of what it says otherwise. */
export const presetEntry = v.strictObject({
  name: text,
  ...facts,
  variants: v.optional(v.array(v.strictObject({ name: text, ...v.partial(v.strictObject(facts)).entries }))),
});
export type PresetEntry = v.InferInput<typeof presetEntry>;

/** What a tester chooses: a provider, or one variant of it. */
export type Preset = Omit<PresetEntry, 'name' | 'variants'> & { title: string };
