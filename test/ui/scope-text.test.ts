import { expect, test } from 'vitest';
import { scopeLine, separateScope, toggleScope } from '../../src/ui/scope-text.ts';

test('Where a line is cut, what the API knows of comes first', () => {
  expect(scopeLine(['openid', 'pets:read', 'profile', 'pets:write'])).toBe('pets:read pets:write openid profile');
});

test('Another separator goes between the scopes that are there', () => {
  const draft = { scope: 'openid  email', scopeSeparator: ' ' };
  expect(separateScope(draft, ',')).toEqual({ scope: 'openid,email', scopeSeparator: ',' });
});

test('While the separator is being retyped, the scopes stay as they are', () => {
  const draft = { scope: 'openid|email', scopeSeparator: '|' };
  const empty = separateScope(draft, '');
  expect(empty).toEqual({ scope: 'openid|email', scopeSeparator: '' });
});

test('A scope is taken in at the end and out wherever it stands', () => {
  expect(toggleScope({ scope: 'a,b', scopeSeparator: ',' }, 'c')).toEqual({ scope: 'a,b,c' });
  expect(toggleScope({ scope: 'a, b ,c', scopeSeparator: ',' }, 'b')).toEqual({ scope: 'a,c' });
});
