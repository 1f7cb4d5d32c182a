import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { writeProfileFile } from '../../../src/formats/profile-file.ts';
import { readCurlCommand } from '../../../src/formats/read/curl-command.ts';
import { readDelivery } from '../../../src/formats/read/delivery.ts';
import { readForeignText } from '../../../src/formats/read/foreign-text.ts';
import { readHttpRequests } from '../../../src/formats/read/http-requests.ts';
import { readJson } from '../../../src/formats/read/json-text.ts';
import { readJwks } from '../../../src/formats/read/jwks.ts';
import { readOauth2Elements } from '../../../src/formats/read/oauth2-element.ts';
import { readOpenapi } from '../../../src/formats/read/openapi.ts';
import { readPastedText } from '../../../src/formats/read/pasted-text.ts';
import { readPostman } from '../../../src/formats/read/postman.ts';
import { readProfileFile } from '../../../src/formats/read/profile-file.ts';
import { cmdCommands, posixCommands } from '../../../src/formats/read/shell-words.ts';
import { readYaml } from '../../../src/formats/read/yaml-text.ts';
import { writePostman } from '../../../src/formats/write-postman.ts';
import { aProfile } from '../../core/support/records.ts';
import { awaitReadOrRefused, readOrRefused } from './read-or-refused.ts';

const page = new Window();
const ports = {
  randomId: () => 'new',
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};
const collection = writePostman([aProfile()], { withSecrets: true }).text;

/** Every reader of a foreign text. Beside these properties, each has the tests of its format. */
const readers: Record<string, (text: string) => unknown> = {
  cmdCommands,
  posixCommands,
  readCurlCommand: (text) => posixCommands(text).map((words) => readCurlCommand(words)),
  readDelivery,
  readForeignText: (text) => readForeignText(text, ports, text),
  readHttpRequests,
  readJson: (text) => readJson(text, 'a file'),
  readJwks,
  readOauth2Elements: (text) => readOauth2Elements(text, ports),
  readOpenapi: (text) => readOpenapi(text, ports),
  readPastedText: (text) => readPastedText(text, 'new'),
  readPostman: (text) => [readOrRefused(() => readPostman(text, text, ports)), readPostman(collection, text, ports)],
  readProfileFile: (text) => readProfileFile(text, ports),
  readYaml: (text) => readYaml(text, 'OpenAPI'),
};

test('Every reader is here', () => {
  const files = import.meta.glob<Record<string, unknown>>('../../../src/formats/read/*.ts', { eager: true });
  const names = Object.values(files).flatMap((each) => Object.keys(each));
  expect(names.filter((each) => /^read[A-Z]|Commands$/.test(each)).sort()).toEqual(Object.keys(readers).sort());
});

const flows = { authorizationCode: { authorizationUrl: '/a', tokenUrl: '/t', scopes: { a: 'A' } } };
/** A good text of each kind. */
const samples = [
  writeProfileFile([aProfile()], { withSecrets: true }).text,
  collection,
  readFileSync(new URL('../fixtures/oauth2-element.xml', import.meta.url), 'utf8'),
  JSON.stringify({
    openapi: '3.1.0',
    servers: [{ url: '/' }],
    components: { securitySchemes: { a: { type: 'oauth2', flows } } },
  }),
  JSON.stringify({ id: '1', name: 'x', values: [{ key: 'client_id', value: 'a', enabled: true }] }),
  '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b"}]}',
  "curl -X POST 'https://a.example/token' -u 'a:b' -H \"X: y\" --data-urlencode grant_type=password -d @file",
  'curl ^"https://a.example/token^" ^\n  -d ^"grant_type=password^"',
  'POST /token HTTP/1.1\nHost: a.example\nAuthorization: Basic YTpi\n\ngrant_type=client_credentials&scope=a%20b',
  'openapi: 3.1.0\ncomponents:\n  securitySchemes:\n    a: &a {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}}\n    b: *a\n',
  'client_id=a&redirect_uri=https%3A%2F%2Fa.example%2Fcb&response_type=code',
  'POST /hook HTTP/1.1\nX-Signature: t=1,v1=ab\nContent-Type: application/json\n\n{"id":1}',
];

/** A good text that was cut, mixed with another one, or has something strange in it. */
const broken = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('cut', 'drop', 'put', 'mix')), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\u0000',
        '\\',
        '"',
        "'",
        '{{',
        '}}',
        '<',
        '&#0;',
        '__proto__',
        ':null,',
        '[[',
        '\r\n\r\n',
        '%',
        '😀',
      ),
    ),
  )
  .map(([text, other, steps, strange]) =>
    steps.reduce((now, [where, what]) => {
      const at = Math.floor(now.length * where);
      const rest = { cut: '', drop: now.slice(at + 7), put: strange + now.slice(at), mix: other.slice(at) };
      return now.slice(0, at) + rest[what as keyof typeof rest];
    }, text),
  );
const values = [null, true, -1, 1.5, '', '{{a}}', [], [[]], {}, { a: null }];
/** A good JSON text in which one value is of another kind. */
const otherwise = fc
  .tuple(fc.constantFrom(...samples.filter((each) => each.startsWith('{'))), fc.nat(), fc.constantFrom(...values))
  .map(([text, which, value]) => {
    let count = 0;
    const all = JSON.stringify(JSON.parse(text), (_, each) => {
      count += 1;
      return each;
    });
    const wanted = which % count;
    count = 0;
    // Each value is met in the same order.
    return JSON.stringify(JSON.parse(all), (_, each) => (count++ === wanted && count > 1 ? value : each));
  });

test.each(Object.entries(readers))(
  'Whatever is broken in a text, %s reads it, or refuses it with a sentence',
  async (_, read) => {
    const texts = fc.oneof(broken, otherwise, fc.string({ unit: 'binary' }), fc.json());
    await fc.assert(
      fc.asyncProperty(texts, async (text) => void (await awaitReadOrRefused((async () => read(text))()))),
      { numRuns: 400 },
    );
  },
);
