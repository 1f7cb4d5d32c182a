import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import type { Deviations } from '../../src/core/deviations.ts';
import type { Parameter } from '../../src/core/parameter.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Profile } from '../../src/core/profile.ts';
import { matchesAny } from '../../src/core/url-pattern.ts';
import { checkWebhook } from '../../src/features/check-webhook.ts';
import { readText } from '../../src/features/read-text.ts';
import { oauth2ElementOf } from '../../src/formats/oauth2-element-of.ts';
import { writeProfileFile } from '../../src/formats/profile-file.ts';
import type { ReadForeignText } from '../../src/formats/read/foreign-text.ts';
import { readOauth2Elements } from '../../src/formats/read/oauth2-element.ts';
import { readYaml } from '../../src/formats/read/yaml-text.ts';
import { writeOauth2Element } from '../../src/formats/write-oauth2-element.ts';
import { writePostman } from '../../src/formats/write-postman.ts';
import { allDeviations } from '../core/support/all-deviations.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { bentJson, bentTexts } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { expectNoSecret, secret } from './support/secret.ts';
import { strangeText } from './support/strange.ts';

const page = new Window();
const parser = new page.DOMParser();
const ports = {
  randomId: () => 'new',
  parseXml: (text: string) => parser.parseFromString(text, 'text/xml') as unknown as Document,
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};

/** What is read becomes a form that can be opened, checked, saved and given away; and what is said about it repeats no secret. */
async function read(text: string, environment?: string): Promise<ReadForeignText | undefined> {
  const found = await cameOrRefused(() => readText(text, ports, environment));
  for (const { draft, api, notUnderstood, remarks } of found?.profiles ?? []) {
    expectNoSecret([notUnderstood, remarks], 'what is said about an import');
    matchesAny(api, 'https://api.acme.example/');
    const parsed = parseProfile(draft, { position: 0 });
    if ('errors' in parsed) expectNoSecret(parsed.errors, 'what is wrong with a form');
    else expectNoSecret(writeProfileFile([parsed.profile], { withSecrets: false }).text, 'a file without secrets');
  }
  expectNoSecret(found?.refused, 'what was refused');
  return found;
}

const parameter: Parameter = {
  ...{ name: 'audience', value: 'https://api.acme.example', stage: 'token', place: 'body', on: true },
};
const profile: fc.Arbitrary<Profile> = fc
  .record({ client_secret: secret, password: secret, name: strangeText })
  .map(({ name, ...secrets }) =>
    aProfile({
      ...secrets,
      ...{
        name: name.trim() || 'Acme',
        token_endpoint_auth_method: 'client_secret_post',
        deviations: structuredClone(allDeviations) as unknown as Deviations,
        username: 'alice',
      },
      parameters: [parameter],
    }),
  );

/** Tokendock's own export: what is not bent comes back as it was. */
export const importProfileFile = border(
  'import-profile-file',
  fc.record({
    whole: profile,
    hidden: secret,
    field: fc.constantFrom('issuer', 'baseUri'),
    bent: bentJson(profile.map((whole) => JSON.parse(writeProfileFile([whole], { withSecrets: true }).text))),
  }),
  async ({ whole, hidden, field, bent }) => {
    const back = await read(writeProfileFile([whole], { withSecrets: true }).text);
    const [first = assert.fail('it was not read')] = back?.profiles ?? [];
    const parsed = parseProfile(first.draft, { position: whole.position });
    const { profile: again } = 'profile' in parsed ? parsed : assert.fail(JSON.stringify(parsed.errors));
    const { code_challenge_method: _, ...same } = { ...again, id: whole.id };
    assert.deepEqual(JSON.parse(JSON.stringify(same)), JSON.parse(JSON.stringify(whole)));
    const url = `https://me:${encodeURIComponent(hidden)}@acme.example/?api_key=${encodeURIComponent(hidden)}`;
    const told = { ...whole, [field]: url, parameters: [{ ...parameter, value: url }] };
    for (const write of [writeProfileFile, writePostman])
      expectNoSecret(write([told], { withSecrets: false }), 'an export without secrets');
    await read(bent);
  },
);

const flow = {
  authorizationUrl: 'https://id.acme.example/authorize',
  tokenUrl: '/token',
  refreshUrl: '/refresh',
  scopes: { 'pets:read': 'Reads' },
};
const openapi3 = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [
    {
      url: 'https://{region}.acme.example:{port}/v1',
      variables: { region: { default: 'eu' }, port: { default: '8443', enum: ['8443'] } },
    },
    { url: '/v2' },
  ],
  security: [{ oauth: ['pets:read'] }],
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        description: 'x',
        flows: {
          authorizationCode: flow,
          clientCredentials: flow,
          implicit: flow,
          password: flow,
          deviceAuthorization: flow,
        },
      },
      oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://id.acme.example/.well-known/openid-configuration' },
    },
  },
  paths: { '/pets': { get: {} } },
};
const swagger2 = {
  swagger: '2.0',
  info: { title: 'Pets' },
  host: 'api.acme.example:8443',
  basePath: '/v1',
  schemes: ['https', 'wss'],
  securityDefinitions: {
    a: { type: 'oauth2', flow: 'accessCode', ...flow },
    b: { type: 'oauth2', flow: 'application', tokenUrl: '/t' },
  },
};
const yaml = [
  'openapi: 3.1.0\nservers:\n  - url: https://api.acme.example\ncomponents:\n  securitySchemes:\n    a: &a\n      type: oauth2\n      flows: {clientCredentials: {tokenUrl: /t, scopes: {a: b}}}\n    b: *a\n    <<: *a\n',
  'swagger: "2.0"\nhost: api.acme.example\nsecurityDefinitions:\n  a:\n    type: oauth2\n    flow: implicit\n    authorizationUrl: |\n      https://id.acme.example/a\n    scopes: {}\n',
];
export const importOpenapi = border(
  'import-openapi',
  fc.oneof(
    { weight: 2, arbitrary: bentJson(fc.constant(openapi3)) },
    { weight: 1, arbitrary: bentJson(fc.constant(swagger2)) },
    { weight: 1, arbitrary: bentTexts(fc.constantFrom(...yaml)) },
  ),
  async (text) => void (await read(text)),
);

const setting = (key: string, value: unknown) => ({ key, value, type: 'string' });
const collection = (client_secret: string) => ({
  info: { name: 'Pets', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: [
    { key: 'idp', value: 'https://id.acme.example' },
    { key: 'again', value: '{{again}}{{again}}' },
  ],
  auth: {
    type: 'oauth2',
    oauth2: [
      ...Object.entries({
        grant_type: 'authorization_code_with_pkce',
        authUrl: '{{idp}}/authorize',
        accessTokenUrl: '{{idp}}/token',
        clientId: '{{again}}',
        clientSecret: client_secret,
      }).map(([key, value]) => setting(key, value)),
      setting('tokenRequestParams', [{ key: 'audience', value: '{{api}}', enabled: true, send_as: 'request_body' }]),
    ],
  },
  item: [
    { name: 'folder', item: [{ name: 'list', request: { method: 'GET', url: { raw: '{{api}}/pets?limit=1' } } }] },
  ],
});
const environment = (password: string) => ({
  id: '1',
  name: 'x',
  values: [
    { key: 'api', value: 'https://api.acme.example', enabled: true },
    { key: 'client', value: password, enabled: true },
  ],
});
export const importPostman = border(
  'import-postman',
  fc.record({
    whole: profile,
    text: bentJson(secret.map(collection)),
    environment: fc.option(bentJson(secret.map(environment), 2), { nil: undefined }),
  }),
  async ({ whole, text, environment }) => {
    // `{{x}}` is a variable in a collection, and no text can say that it is none.
    const written = writePostman([{ ...whole, name: 'Acme' }], { withSecrets: true }).text;
    const [first = assert.fail('it was not read')] = (await read(written))?.profiles ?? [];
    assert.equal(first.draft.client_secret, whole.client_secret);
    assert.deepEqual(first.draft.endpoints.token_endpoint, whole.endpoints.token_endpoint);
    await read(text, environment);
  },
);

const element = readFileSync(new URL('../formats/fixtures/oauth2-element.xml', import.meta.url), 'utf8');
export const importOauth2Element = border(
  'import-oauth2-element',
  fc.record({
    // What is written hardly differs from one to the next, and to parse it takes long.
    whole: fc.oneof({ weight: 1, arbitrary: profile }, { weight: 4, arbitrary: fc.constant(undefined) }),
    bent: bentTexts(fc.constant(element)),
  }),
  async ({ whole, bent }) => {
    await read(bent);
    if (!whole) return;
    const written = writeOauth2Element(oauth2ElementOf(whole));
    expectNoSecret(written, 'an element');
    assert.equal(
      writeOauth2Element(readOauth2Elements(written, ports)[0]?.element ?? assert.fail('it was not read')),
      written,
    );
  },
);

const pasted = (text: string) => [
  `curl -X POST 'https://id.acme.example/token' -u 'tester:${text.replaceAll("'", '')}' -H "X: y" --data-urlencode grant_type=password -d password=${encodeURIComponent(text)} -d @file --json '{"a":1}'`,
  `curl.exe ^"https://id.acme.example/token^" ^\n  -d ^"grant_type=client_credentials^" -d ^"client_secret=${encodeURIComponent(text)}^"`,
  `$ curl https://id.acme.example/token \\\n  -H 'Authorization: Bearer ${encodeURIComponent(text)}' -F a=b --cert x`,
  `POST /token HTTP/1.1\nHost: id.acme.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=${encodeURIComponent(text)}\n\nHTTP/1.1 200 OK\n\n{}`,
  `GET https://id.acme.example/authorize?client_id=a&response_type=code&scope=a%20b&state=${encodeURIComponent(text)} HTTP/1.1\nCookie: a=b`,
  `client_id=a\nclient_secret=${encodeURIComponent(text)}\ntoken_url: https://id.acme.example/token\n# a comment\nscope=a b`,
  `CLIENT_ID="a"\nexport CLIENT_SECRET='${encodeURIComponent(text)}'\n`,
  JSON.stringify({ client_id: 'a', client_secret: text, token_uri: 'https://id.acme.example/token', scope: ['a'] }),
  `client_id=a&redirect_uri=https%3A%2F%2Fa.example%2Fcb&response_type=code&access_token=${encodeURIComponent(text)}`,
];
export const importPastedText = border(
  'import-pasted-text',
  bentTexts(fc.tuple(secret, fc.nat(8)).map(([text, which]) => pasted(text)[which] ?? '')),
  async (text) => void (await read(text)),
);

const delivery =
  'POST /hook HTTP/1.1\nHost: a.example\nX-Signature: t=1763812800,v1=abcd\nContent-Type: application/json\n\n{"id":1,"type":"paid"}';
const check = {
  ...{
    by: 'hmac' as const,
    hash: 'SHA-256' as const,
    encoding: 'hex' as const,
    secret: 'text',
    header: 'X-Signature',
    patterns: ['t={timestamp}', 'v1={signature}'],
  },
  ...{
    partSeparator: ',',
    template: '{timestamp}.{body}',
    eventType: { in: 'body' as const, name: 'type' },
    eventId: { in: 'body' as const, name: 'id' },
    tolerance: 300,
  },
} as const;
export const webhookDelivery = border(
  'webhook-delivery',
  fc.record({
    delivery: bentTexts(fc.constant(delivery)),
    key: secret,
    secret: fc.constantFrom('text' as const, 'base64' as const, 'hex' as const),
    template: fc.oneof(
      fc.constantFrom('{timestamp}.{body}', '{url}{sortedParameters}{bodyUnlessForm}', '{header:Host}'),
      strangeText,
    ),
  }),
  async ({ delivery, key, ...how }) => {
    const question = { delivery, key, check: { ...check, patterns: [...check.patterns], ...how } };
    const told = await cameOrRefused(() => checkWebhook(question, { now: () => noon }));
    assert.ok(told?.verdict !== 'good' && told?.verdict !== 'too_old', 'a forged delivery is good');
    expectNoSecret(told, 'what is said of a delivery');
  },
);
