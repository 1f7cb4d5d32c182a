import * as v from 'valibot';
import { endpointNames, type KnownField } from './profile.ts';

const text = v.string();

/** A field that an endpoint's response holds by its documentation, as it is stored. */
export const knownField = v.object({
  endpoint: v.picklist(endpointNames),
  name: text,
  type: v.optional(text),
  values: v.optional(v.array(text)),
  description: v.optional(text),
}) satisfies v.GenericSchema<KnownField>;
