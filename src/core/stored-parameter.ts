import * as v from 'valibot';
import { places, stages } from './parameter.ts';

/** A parameter of the tester's own. The same name may stand several times (`resource`). */
export const parameter = v.object({
  name: v.string(),
  value: v.string(),
  stage: v.picklist(stages),
  place: v.picklist(places),
  on: v.boolean(),
  /** What the server allows; the form offers these. */
  values: v.optional(v.array(v.string())),
  description: v.optional(v.string()),
});
