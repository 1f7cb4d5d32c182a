import * as v from 'valibot';
import { type Parameter, places, stages } from './parameter.ts';

/** A parameter of the tester's own, as it is stored. */
export const parameter = v.object({
  name: v.string(),
  value: v.string(),
  stage: v.picklist(stages),
  place: v.picklist(places),
  on: v.boolean(),
  values: v.optional(v.array(v.string())),
  description: v.optional(v.string()),
}) satisfies v.GenericSchema<Parameter>;
