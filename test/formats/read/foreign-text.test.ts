import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { writeProfileFile } from '../../../src/formats/profile-file.ts';
import { readForeignText } from '../../../src/formats/read/foreign-text.ts';
import { readYaml } from '../../../src/formats/read/yaml-text.ts';
import { writePostman } from '../../../src/formats/write-postman.ts';
import { aProfile } from '../../core/support/records.ts';
import { awaitReadOrRefused } from './read-or-refused.ts';

const page = new Window();
const ports = {
  randomId: () => 'new',
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};
const read = (text: string) => readForeignText(text, ports);
const flows = { clientCredentials: { tokenUrl: 'https://id.acme.example/token', scopes: {} } };

test.each([
  ['oauth2 element', readFileSync(new URL('../fixtures/oauth2-element.xml', import.meta.url), 'utf8')],
  ['profile file', writeProfileFile([aProfile()], { withSecrets: true }).text],
  ['Postman', writePostman([aProfile()], { withSecrets: true }).text],
  ['OpenAPI', JSON.stringify({ openapi: '3.0.0', components: { securitySchemes: { a: { type: 'oauth2', flows } } } })],
  ['pasted text', 'client_id=a&grant_type=password'],
  ['pasted text', '{"client_id":"a"}'],
])('What is %s is taken for it', async (kind, text) => {
  expect(await read(text)).toMatchObject({ kind, refused: [], profiles: [{ draft: { id: 'new' } }] });
});

test.each(['openapi: 3.1.0', '"openapi": 3.1.0', '# Pets\n---\nswagger: 2.0', '\uFEFFopenapi: 3.0.0'])(
  'YAML that begins with %j is taken for a document',
  async (text) => {
    await expect(read(text)).rejects.toThrow('none of its security schemes');
  },
);

test('Whatever is dropped is read, or refused with a sentence', async () => {
  const begin = fc.constantFrom(
    '',
    '{"tokendock":',
    '{"openapi":',
    '{"item":[',
    '<oauth2></oauth2>',
    'swagger: ',
    'openapi:\n',
    'client_id=',
  );
  await fc.assert(
    fc.asyncProperty(begin, fc.string(), async (start, rest) => void (await awaitReadOrRefused(read(start + rest)))),
    { numRuns: 500 },
  );
});
