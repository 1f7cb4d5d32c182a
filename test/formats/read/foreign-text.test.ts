import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { writeProfileFile } from '../../../src/formats/profile-file.ts';
import { readForeignText } from '../../../src/formats/read/foreign-text.ts';
import { writePostman } from '../../../src/formats/write-postman.ts';
import { aProfile } from '../../core/support/records.ts';
import { readOrRefused } from './read-or-refused.ts';

const page = new Window();
const ports = {
  randomId: () => 'new',
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
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
])('What is %s is taken for it', (kind, text) => {
  expect(read(text)).toMatchObject({ kind, refused: [], profiles: [{ draft: { id: 'new' } }] });
});

test('YAML is refused as the document that it is, as long as nothing reads it', () => {
  expect(readOrRefused(() => read('openapi: 3.1.0\ninfo: {}'))).toBeUndefined();
  expect(() => read('openapi: 3.1.0\ninfo: {}')).toThrow('OpenAPI');
});

test('Whatever is dropped is read, or refused with a sentence', () => {
  const begin = fc.constantFrom(
    '',
    '{"tokendock":',
    '{"openapi":',
    '{"item":[',
    '<oauth2></oauth2>',
    'swagger: ',
    'client_id=',
  );
  fc.assert(
    fc.property(begin, fc.string(), (start, rest) => void readOrRefused(() => read(start + rest))),
    { numRuns: 500 },
  );
});
