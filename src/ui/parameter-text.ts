import type { Place, Stage } from '../core/parameter.ts';

/** The words of the parameters editor. */
export const parameterText = {
  title: 'Extra parameters',
  hint: 'Sent with the requests that you choose, also when a token is renewed.',
  name: (row: number) => `Name of parameter ${row}`,
  value: (row: number) => `Value of parameter ${row}`,
  stage: (row: number) => `Request of parameter ${row}`,
  place: (row: number) => `Place of parameter ${row}`,
  on: (row: number) => `Send parameter ${row}`,
  namePlaceholder: 'name',
  valuePlaceholder: 'value',
  choose: 'Choose…',
  other: 'Other…',
  removed: (name: string) => `Removed ${name ? `“${name}”` : 'it'}.`,
  removeLabel: (row: number) => `Remove parameter ${row}`,
  add: 'Add a parameter',
  own: ['Own parameter', 'Any name and value'] as const,
  stages: { authorize: 'authorize', token: 'token', refresh: 'refresh', every: 'every' } satisfies Record<
    Stage,
    string
  >,
  places: { query: 'query', body: 'body', header: 'header' } satisfies Record<Place, string>,
};
