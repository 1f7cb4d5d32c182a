import { expect, test } from 'vitest';
import { borders } from './support/borders.ts';

/** As many of each as a run of all tests can wait for; `npm run fuzz` tries 100,000. */
const few = { cases: 150, seed: 20261122 };

test.each(borders)('Whatever comes over the border $name, nothing breaks and no secret gets out', async ({ cross }) => {
  const { broken, cases } = await cross(few);
  expect(broken).toBeUndefined();
  expect(cases).toBe(few.cases);
});
