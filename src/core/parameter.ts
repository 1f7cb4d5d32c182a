/** The requests that a parameter goes with: the authorization request, the token request (any grant but refresh), renewal, or all. */
export const stages = ['authorize', 'token', 'refresh', 'every'] as const;
export type Stage = (typeof stages)[number];

/** Where in the request it stands. The authorization request knows only the query. */
export const places = ['query', 'body', 'header'] as const;
export type Place = (typeof places)[number];

/** A parameter of the tester's own. The same name may stand several times (`resource`). */
export type Parameter = {
  name: string;
  value: string;
  stage: Stage;
  place: Place;
  on: boolean;
  /** What the server allows; the form offers these. */
  values?: string[] | undefined;
  description?: string | undefined;
};

/** The parameters that go with a request of this stage. */
export function parametersFor(parameters: readonly Parameter[], stage: Exclude<Stage, 'every'>): Parameter[] {
  return parameters.filter((each) => each.on && each.name && (each.stage === stage || each.stage === 'every'));
}

/** Parameters whose value is JSON by their specification (RFC 9396; OpenID Connect Core, section 5.5). */
export const jsonParameters = ['authorization_details', 'claims'];
