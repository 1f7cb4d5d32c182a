import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { userMappingOf, userSources, withUserMapping } from '../../src/ui/user-mapping.ts';

const path = fc.stringMatching(/^[a-z][a-z.]{0,8}$/);

test('A mapping is found again, and taken away without a trace', () => {
  const before = { emptyBasic: true, answers: { token: { within: 'data', fields: { scope: 's' } } } };
  fc.assert(
    fc.property(fc.constantFrom(...userSources), path, fc.oneof(path, fc.constant('')), (from, sub, name) => {
      const mapped = withUserMapping(before, { from, sub, name });
      expect(userMappingOf(mapped)).toEqual({ from, sub, name });
      expect(withUserMapping(mapped, { from: '', sub: '', name: '' })).toEqual(before);
    }),
  );
});
