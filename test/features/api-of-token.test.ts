import { expect, test } from 'vitest';
import { apiOfToken } from '../../src/features/api-of-token.ts';
import { aProfile, aToken } from '../core/support/records.ts';

test.each([
  [{ baseUri: 'https://api.acme.example/v1/' }, {}, 'https://api.acme.example/v1/*'],
  [{ baseUri: 'api.acme.example' }, {}, 'https://api.acme.example/*'],
  [{ baseUriField: 'api_domain' }, { api_domain: 'https://eu.acme.example' }, 'https://eu.acme.example/*'],
  [{ baseUriField: 'data.api' }, { data: { api: 'eu.acme.example:8443' } }, 'https://eu.acme.example:8443/*'],
  [{ baseUri: 'https://a.example', baseUriField: 'api_domain' }, { api_domain: 3 }, 'https://a.example/*'],
  [{ baseUriField: 'api_domain' }, { api_domain: 'no url at all' }, undefined],
  [{}, { api_domain: 'https://eu.acme.example' }, undefined],
])('The API of a profile with %o and an answer with %o', (profile, rest, api) => {
  expect(apiOfToken(aToken({ rest }), aProfile(profile))).toBe(api);
});
