import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseProfile } from '../../../src/core/parse-profile.ts';
import { readOpenapi } from '../../../src/formats/read/openapi.ts';
import { readYaml } from '../../../src/formats/read/yaml-text.ts';
import { awaitReadOrRefused } from './read-or-refused.ts';

const ports = {
  randomId: () => 'new',
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};
const read = (document: unknown) => readOpenapi(JSON.stringify(document), ports);

const petstore = {
  openapi: '3.1.0',
  info: { title: 'Petstore', version: '1' },
  servers: [
    { url: 'https://{region}.petstore.example/v2', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } },
    { url: '/relative' },
  ],
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      petstore: {
        type: 'oauth2',
        description: 'Sign in',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://id.petstore.example/authorize',
            tokenUrl: '/token',
            refreshUrl: 'https://id.petstore.example/refresh',
            scopes: { 'pets:read': 'Read pets', 'pets:write': 'Write pets' },
          },
          clientCredentials: { tokenUrl: 'https://id.petstore.example/token', scopes: {} },
        },
      },
      openid: {
        type: 'openIdConnect',
        openIdConnectUrl: 'https://id.petstore.example/.well-known/openid-configuration',
      },
    },
  },
};

describe('An OpenAPI 3 document', () => {
  test('gives a profile for each flow and provider, with the servers as API', async () => {
    const [code, machine, openid, ...more] = await read(petstore);
    expect(more).toEqual([]);
    expect(code).toMatchObject({
      draft: {
        name: 'Petstore (authorizationCode)',
        description: 'Sign in',
        grant_type: 'authorization_code',
        endpoints: {
          authorization_endpoint: 'https://id.petstore.example/authorize',
          token_endpoint: 'https://eu.petstore.example/token',
          refresh_endpoint: 'https://id.petstore.example/refresh',
        },
        scope: 'pets:read pets:write',
      },
      api: ['https://eu.petstore.example/v2/*'],
      notUnderstood: ['The server “/relative” has no host: name the API when you use the token.'],
    });
    expect(code?.remarks).toContain('“/token” was taken to be on the API’s server.');
    expect(machine?.draft).toMatchObject({ grant_type: 'client_credentials', scope: '' });
    expect(openid?.draft).toMatchObject({ name: 'Petstore', issuer: 'https://id.petstore.example', scope: 'openid' });
  });

  test('that says which scopes are needed asks for no others', async () => {
    const [code] = await read({ ...petstore, security: [{ petstore: ['pets:read'] }] });
    expect(code?.draft.scope).toBe('pets:read');
  });

  test('may be YAML, as people write it', async () => {
    const yaml = `
# Pets, and who may have them
openapi: 3.1.0
info: { title: Petstore, version: 1.10 }
servers:
  - url: https://{region}.petstore.example:{port}/v2
    variables: { region: { default: eu, enum: [eu, us] }, port: { default: 8443 } }
x-scopes: &scopes
  pets:read: Read pets
  pets:write: >
    Write pets,
    and take them away
components:
  securitySchemes:
    petstore:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.petstore.example/authorize
          tokenUrl: /token
          scopes: *scopes
        clientCredentials: { tokenUrl: !url https://id.petstore.example/token, scopes: { } }
`;
    const [code, machine, ...more] = await readOpenapi(yaml, ports);
    expect(more).toEqual([]);
    expect(code).toMatchObject({
      draft: {
        name: 'Petstore (authorizationCode)',
        endpoints: { token_endpoint: 'https://eu.petstore.example:8443/token' },
        scope: 'pets:read pets:write',
      },
      api: ['https://eu.petstore.example:8443/v2/*'],
    });
    expect(machine?.draft.endpoints).toEqual({ token_endpoint: 'https://id.petstore.example/token' });
  });

  test('without a number in quotes is the same', async () => {
    const flows = 'type: oauth2, flow: application, tokenUrl: https://id.petstore.example/token';
    expect(await readOpenapi(`swagger: 2.0\nsecurityDefinitions: {a: {${flows}}}`, ports)).toHaveLength(1);
  });
});

test('A Swagger 2 document gives a profile for each scheme', async () => {
  const flow = (name: string, rest: object) => ({ type: 'oauth2', flow: name, scopes: { a: 'A' }, ...rest });
  const [code, implicit, password, machine] = await read({
    swagger: '2.0',
    host: 'api.example.com',
    basePath: '/v1',
    schemes: ['https'],
    securityDefinitions: {
      one: flow('accessCode', { authorizationUrl: 'https://a.example/auth', tokenUrl: 'https://a.example/token' }),
      two: flow('implicit', { authorizationUrl: 'https://a.example/auth' }),
      three: flow('password', { tokenUrl: 'https://a.example/token' }),
      four: flow('application', { tokenUrl: 'https://a.example/token' }),
    },
  });
  expect(code).toMatchObject({
    draft: { grant_type: 'authorization_code', name: 'one' },
    api: ['https://api.example.com/v1/*'],
  });
  expect(implicit?.draft).toMatchObject({ grant_type: 'implicit', scope: 'a' });
  expect(password?.draft.grant_type).toBe('password');
  expect(machine?.draft.grant_type).toBe('client_credentials');
});

test.each([
  {},
  { openapi: '3.0.0' },
  { openapi: 3 },
  { swagger: '2.0', securityDefinitions: { a: { type: 'basic' } } },
  [],
  null,
])('A document without OAuth is refused: %j', async (document) => {
  expect(await awaitReadOrRefused(read(document))).toBeUndefined();
});

test('Whatever stands in a document, it is read or refused with a sentence', async () => {
  const strange = fc.oneof(fc.jsonValue(), fc.constant('__proto__'), fc.webUrl());
  const document = fc.record(
    {
      openapi: fc.constant('3.0.0'),
      info: fc.oneof(strange, fc.record({ title: fc.string() })),
      servers: fc.oneof(strange, fc.array(fc.record({ url: fc.oneof(fc.string(), fc.webUrl()) }))),
      components: fc.record({
        securitySchemes: fc.dictionary(
          fc.string(),
          fc.record(
            {
              type: fc.constantFrom('oauth2', 'openIdConnect'),
              openIdConnectUrl: strange,
              flows: fc.dictionary(
                fc.constantFrom('implicit', 'password', '__proto__', 'x'),
                fc.oneof(strange, fc.record({ tokenUrl: strange, scopes: strange })),
              ),
            },
            { requiredKeys: ['type'] },
          ),
        ),
      }),
    },
    { requiredKeys: ['openapi'] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        document.map((each) => JSON.stringify(each)),
        document.map((each) => stringify(each)),
      ),
      async (text) => {
        for (const { draft } of (await awaitReadOrRefused(readOpenapi(text, ports))) ?? [])
          parseProfile(draft, { position: 0 });
      },
    ),
    { numRuns: 1000 },
  );
});
