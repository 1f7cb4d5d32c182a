import type { Deviations } from '../core/deviations.ts';

/** The answers in which a user's id and name may stand. */
export const userSources = ['id_token', 'user info', 'token'] as const;
export type UserSource = (typeof userSources)[number];

/** Where the user's id and name stand; from nowhere: as the specifications say. */
export type UserMapping = { from: UserSource | ''; sub: string; name: string };

/** The mapping in a profile's deviations. */
export function userMappingOf({ answers, idToken }: Deviations = {}): UserMapping {
  const from = userSources.find((source) =>
    source === 'id_token' ? idToken : answers?.[source]?.fields?.sub !== undefined,
  );
  const { sub = '', name = '' } = (from === 'id_token' ? idToken : from && answers?.[from]?.fields) ?? {};
  return { from: from ?? '', sub, name };
}

/** The deviations with this mapping in place of another one; everything else stays. */
export function withUserMapping(before: Deviations | undefined, { from, sub, name }: UserMapping): Deviations {
  const { idToken: _, ...deviations } = before ?? {};
  const paths = { sub, ...(name && { name }) };
  const answers = { ...deviations.answers };
  for (const source of ['user info', 'token'] as const) {
    const { sub: _1, name: _2, ...fields } = answers[source]?.fields ?? {};
    const all = from === source ? { ...fields, ...paths } : fields;
    const { fields: _3, ...rest } = answers[source] ?? {};
    const answer = { ...rest, ...(Object.keys(all).length > 0 && { fields: all }) };
    if (Object.keys(answer).length > 0) answers[source] = answer;
    else delete answers[source];
  }
  const { answers: _4, ...others } = deviations;
  return {
    ...others,
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(from === 'id_token' && { idToken: paths }),
  };
}
