import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody } from '../../../src/oauth/wire/read-body.ts';

const read = (xml: string) => readBody(xml)?.value;

describe('XML is read as fields:', () => {
  test.each<[string, string, object]>([
    ['flat', '<r><a>1</a><b>two</b></r>', { a: '1', b: 'two' }],
    ['nested', '<?xml version="1.0"?>\n<r><u><id>1</id></u></r>', { u: { id: '1' } }],
    ['several of a name', '<r><a>1</a><a>2</a><a>3</a></r>', { a: ['1', '2', '3'] }],
    [
      'with namespaces and attributes',
      '<x:r xmlns:x="u"><x:a y="1">1</x:a><x:b /><c/></x:r>',
      { a: '1', b: '', c: '' },
    ],
    ['with entities', '<r><a>&lt;&gt;&amp;&quot;&unknown;</a></r>', { a: '<>&"&unknown;' }],
  ])('%s', (_, text, fields) => expect(read(text)).toEqual(fields));

  test('an element may have any name', () => {
    expect(Object.keys(read('<r><__proto__><x>1</x></__proto__></r>') ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

test('Hostile XML is not read, and takes no time', () => {
  const bombs = [
    '<!DOCTYPE r [<!ENTITY a "aaaa">]><r><a>&a;</a></r>',
    '<r><!ENTITY a SYSTEM "file:///etc/passwd"><a>&a;</a></r>',
    '<r><a><![CDATA[x]]></a></r>',
    '<r>',
    '</r>',
    '<r>text</r>',
    `${'<a>'.repeat(50_000)}x${'</a>'.repeat(50_000)}`,
    '<a>'.repeat(6_600),
  ];
  const begun = process.threadCpuUsage();
  for (const bomb of bombs) expect(read(bomb)).toBeUndefined();
  // Of this thread's own work, however busy the machine is; in microseconds.
  const { user, system } = process.threadCpuUsage(begun);
  expect(user + system).toBeLessThan(2_000_000);
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
