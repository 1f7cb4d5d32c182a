import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantTypes } from '../../src/core/grant-type.ts';
import { places, stages } from '../../src/core/parameter.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { authMethods, challengeMethods, endpointNames } from '../../src/core/profile.ts';
import { draftOf, type ProfileDraft } from '../../src/core/profile-draft.ts';
import { splitScope } from '../../src/core/split-scope.ts';
import { visibilities } from '../../src/core/visibility.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('', ' ', 'acme', '\u0000', '{x}'));
const url = fc.oneof(fc.webUrl(), fc.constantFrom('https://id.acme.example', 'http://localhost:3000/', ''));
const separator = fc.oneof(fc.constantFrom(' ', ',', ', ', ';', '+', '\t', ' | '), fc.string());

const source = fc.record({
  tokenId: fc.constantFrom('', 'token'),
  part: fc.constantFrom('access_token' as const, 'refresh_token' as const, 'id_token' as const),
  text,
  type: text,
});

const draft: fc.Arbitrary<ProfileDraft> = fc.record({
  id: fc.uuid(),
  name: text,
  description: text,
  issuer: fc.oneof(url, text),
  endpoints: fc.dictionary(fc.constantFrom(...endpointNames), fc.oneof(url, url, text)) as fc.Arbitrary<
    ProfileDraft['endpoints']
  >,
  grant_type: fc.constantFrom(...grantTypes),
  client_id: text,
  client_secret: text,
  token_endpoint_auth_method: fc.constantFrom(...authMethods),
  scope: text,
  scopeSeparator: separator,
  redirect: fc.constantFrom('identity', 'tab'),
  redirect_uri: fc.oneof(url, text),
  rawBasic: fc.boolean(),
  keyId: text,
  response_type: fc.constantFrom('', 'token', 'code id_token', 'nonsense'),
  response_mode: fc.constantFrom('', 'query', 'form_post.jwt', 'nonsense'),
  code_challenge_method: fc.constantFrom(...challengeMethods),
  pushed: fc.boolean(),
  signedRequest: fc.boolean(),
  dpop: fc.boolean(),
  username: text,
  password: text,
  assertion: text,
  assertionClaims: fc.oneof(text, fc.constant('{"sub":"alice"}')),
  subject: source,
  actor: source,
  login_hint: text,
  binding_message: text,
  extensionGrant: text,
  visibility: fc.constantFrom('', ...visibilities),
  integration: text,
  shared: fc.boolean(),
  sessionOnly: fc.boolean(),
  pastedOnly: fc.boolean(),
  baseUri: fc.oneof(url, text),
  baseUriField: fc.oneof(text, fc.constant('data.api_domain')),
  knownFields: fc.array(fc.record({ endpoint: fc.constantFrom(...endpointNames), name: text })),
  parameters: fc.array(
    fc.record({
      name: text,
      value: text,
      stage: fc.constantFrom(...stages),
      place: fc.constantFrom(...places),
      on: fc.boolean(),
    }),
  ),
});

/** Forms that are right more often than not. */
const complete = fc
  .tuple(draft, fc.stringMatching(/^\S.*\S$/), fc.webUrl())
  .map(([each, word, issuer]) => ({ ...each, name: word, client_id: word, client_secret: word, issuer, endpoints: {} }))
  .map((each) => ({ ...each, redirect_uri: each.issuer, scopeSeparator: each.scopeSeparator || ' ' }) as ProfileDraft);

test('A form is a profile or has errors, whatever is typed', () => {
  fc.assert(
    fc.property(draft, (form) => {
      const parsed = parseProfile(form, { position: 0 });
      if ('errors' in parsed) expect(Object.values(parsed.errors).every(Boolean)).toBe(true);
      else expect(parsed.profile.id).toBe(form.id);
    }),
  );
});

test('A profile that is opened in the form and saved unchanged is the same profile', () => {
  let parsedOnes = 0;
  fc.assert(
    fc.property(complete, fc.nat(), (form, position) => {
      const parsed = parseProfile(form, { position });
      if ('errors' in parsed) return;
      parsedOnes++;
      expect(parseProfile(draftOf(parsed.profile), parsed.profile)).toEqual(parsed);
    }),
  );
  expect(parsedOnes).toBeGreaterThan(20);
});

test('A split scope has no empty, doubled or padded parts, and splits into itself again', () => {
  fc.assert(
    fc.property(text, separator, (scope, between) => {
      const parts = splitScope(scope, between);
      expect(new Set(parts).size).toBe(parts.length);
      for (const part of parts) expect(part).toBe(part.trim() || 'never empty');
      if (between) expect(splitScope(parts.join(between), between)).toEqual(parts);
    }),
  );
});
