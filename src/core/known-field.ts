import * as v from 'valibot';
import { endpointNames } from './profile.ts';

const text = v.string();

/** A field that an endpoint's response holds by its documentation. */
export const knownField = v.object({
  endpoint: v.picklist(endpointNames),
  name: text,
  type: v.optional(text),
  values: v.optional(v.array(text)),
  description: v.optional(text),
});
export type KnownField = v.InferOutput<typeof knownField>;
