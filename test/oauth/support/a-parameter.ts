import type { Parameter } from '../../../src/core/parameter.ts';

/** A parameter of the tester's own, for the body of the token request unless told otherwise. */
export function aParameter(name: string, value: string, changes: Partial<Parameter> = {}): Parameter {
  return { name, value, stage: 'token', place: 'body', on: true, ...changes };
}
