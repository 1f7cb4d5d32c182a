import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody } from '../../../src/oauth/wire/read-body.ts';
import { readXml } from '../../../src/oauth/wire/read-xml.ts';

describe('XML is read as fields:', () => {
  test.each<[string, string, object]>([
    ['flat', '<r><a>1</a><b>two</b></r>', { a: '1', b: 'two' }],
    ['nested', '<r><u><id>1</id></u></r>', { u: { id: '1' } }],
    ['several of a name', '<r><a>1</a><a>2</a><a>3</a></r>', { a: ['1', '2', '3'] }],
    [
      'with namespaces and attributes',
      '<x:r xmlns:x="u"><x:a y="1">1</x:a><x:b /><c/></x:r>',
      { a: '1', b: '', c: '' },
    ],
    ['with entities', '<r><a>&lt;&#65;&#x42;&amp;</a></r>', { a: '<AB&' }],
    ['with CDATA and comments', '<?xml version="1.0"?><!-- c --><r><a><![CDATA[<x>&amp;]]></a></r>', { a: '<x>&amp;' }],
  ])('%s', (_, text, fields) => expect(readXml(text)).toEqual(fields));

  test('an element may have any name', () => {
    const fields = readXml('<r><__proto__><x>1</x></__proto__></r>');
    expect(Object.keys(fields ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

test('Hostile and broken XML is not read', () => {
  const bombs = [
    '<!DOCTYPE r [<!ENTITY a "aaaa">]><r><a>&a;</a></r>',
    '<r><!ENTITY a SYSTEM "file:///etc/passwd"><a>&a;</a></r>',
    '<r><a></r>',
    '<r></r><r></r>',
    '<r>',
    '</r>',
    'r',
    '<r>text</r>',
    `${'<a>'.repeat(50_000)}x${'</a>'.repeat(50_000)}`,
    `<r>${'<!--'.repeat(50_000)}</r>`,
  ];
  for (const bomb of bombs) expect(readXml(bomb)).toBeUndefined();
  expect(readXml('<r><a>&unknown;</a></r>')).toEqual({ a: '&unknown;' });
});

test('No text is too strange to be read, or not', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b/>',
    '&lt;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<',
    '{',
    '"a":',
    '}',
    'x',
    '=',
    '&',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((each) => each.join('')),
      ),
      (text) => void readBody(text),
    ),
  );
  fc.assert(fc.property(fc.jsonValue(), (value) => void readBody(JSON.stringify(value))));
});

describe('An answer is read by what it is', () => {
  test.each<[string, string, string | undefined]>([
    ['JSON', ' \n{"a":1}', 'JSON'],
    ['a list', '[1]', 'JSON'],
    ['broken JSON', '{"a":', undefined],
    ['a page', '<!DOCTYPE html><html><body>no</body></html>', undefined],
    ['a page without a type', '<html><body><p>error=1</p></body></html>', undefined],
    ['a form', 'error=x&b=c', 'form'],
    ['a form of another kind', 'hello=x', undefined],
    ['a sentence', 'the error=x is bad', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, as) => expect(readBody(text)?.as).toBe(as));
});
