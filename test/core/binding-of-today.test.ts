import { expect, test } from 'vitest';
import { bindingOfToday } from '../../src/core/binding-of-today.ts';
import { aBinding } from './support/records.ts';

const old = {
  id: 'b',
  tokenId: 'alice',
  mode: 'page',
  api: ['https://api.acme.example/*'],
  pages: ['https://app.acme.example/*'],
  enabled: false,
  createdAt: 1,
} as const;

test('A binding of version 0.2 puts what it put then', () => {
  expect(bindingOfToday({ ...old, api: [...old.api], pages: [...old.pages], header: 'X-Token', prefix: '' })).toEqual({
    ...old,
    notApi: [],
    methods: [],
    notPages: [],
    put: [{ in: 'header', name: 'X-Token', prefix: '', of: 'access_token' }],
    ifPresent: 'replace',
    handOn: false,
    order: 0,
  });
});

test('A binding of today stays as it is', () => {
  const binding = aBinding({ order: 7, methods: ['GET'], handOn: true, tabId: 1 });
  expect(bindingOfToday(binding)).toEqual(binding);
});
