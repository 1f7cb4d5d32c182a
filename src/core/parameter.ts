import type { InferOutput } from 'valibot';
import type { parameter } from './stored-parameter.ts';

/** The requests that a parameter goes with: the authorization request, the token request (any grant but refresh), renewal, or all. */
export const stages = ['authorize', 'token', 'refresh', 'every'] as const;
export type Stage = (typeof stages)[number];

/** Where in the request it stands. The authorization request knows only the query. */
export const places = ['query', 'body', 'header'] as const;
export type Place = (typeof places)[number];

/** A parameter of the tester's own. */
export type Parameter = InferOutput<typeof parameter>;

/** The parameters that go with a request of this stage. */
export function parametersFor(parameters: readonly Parameter[], stage: Exclude<Stage, 'every'>): Parameter[] {
  return parameters.filter((each) => each.on && each.name && (each.stage === stage || each.stage === 'every'));
}

/** Parameters whose value is JSON by their specification (RFC 9396; OpenID Connect Core, section 5.5). */
export const jsonParameters = ['authorization_details', 'claims'];
