import { beforeAll, describe, expect, it } from 'vitest';
import { header, parameter } from './bindings.ts';
import { fakePage } from './fake-page.ts';

let withParameters: typeof import('../../src/injection/page-url.ts').withParameters;
beforeAll(async () => {
  fakePage();
  ({ withParameters } = await import('../../src/injection/page-url.ts'));
});

const at = (rest: string) => `https://api.example/users${rest}`;

describe('a parameter', () => {
  it.each([
    ['the first', '', '?token=T'],
    ['after the others, their letters kept', '?flag&b=%7e+%20&&c', '?flag&b=%7e+%20&&c&token=T'],
    ['before the fragment', '#a?token=1', '?token=T#a?token=1'],
    ['before both', '?a=1#b', '?a=1&token=T#b'],
    ['in place of one of its name', '?a=1&token=own&b=2', '?a=1&token=T&b=2'],
    ['in place of all of its name', '?token&a=1&token=own&tok%65n=2&b', '?token=T&a=1&b'],
    [
      'beside those that are only named alike',
      '?tokens=1&Token=2&a=token=3&%3Ftoken=4',
      '?tokens=1&Token=2&a=token=3&%3Ftoken=4&token=T',
    ],
    ['beside one with a question mark', '??token=1', '??token=1&token=T'],
    ['after an empty query', '?', '?&token=T'],
    ['after a sign without anything', '?a&', '?a&&token=T'],
    ['where it is already', '?token=T', '?token=T'],
  ])('stands %s', (_, before, after) => {
    expect(withParameters(at(before), parameter('T', 'token'), 'replace')).toBe(at(after));
  });

  it('is escaped, name and value', () => {
    const url = new URL(withParameters(at(''), parameter('a+/=&#~\'" é', 'my token'), 'replace'));
    expect([...url.searchParams]).toEqual([['my token', 'a+/=&#~\'" é']]);
  });

  it('may be one of several; headers are no concern of it', () => {
    const parts = [...parameter('1', 'a'), ...header('Bearer x'), ...parameter('2', 'b')];
    expect(withParameters(at(''), parts, 'replace')).toBe(at('?a=1&b=2'));
  });

  it('is not there when there is none', () => {
    expect([withParameters(at('?'), undefined, 'replace'), withParameters(at('?'), header('x'), 'replace')]).toEqual([
      at('?'),
      at('?'),
    ]);
  });

  it('leaves the page’s own alone, or stands beside it, where the binding says so', () => {
    expect(withParameters(at('?token=own&a=1'), parameter('T', 'token'), 'leave')).toBe(at('?token=own&a=1'));
    expect(withParameters(at('?a=1'), parameter('T', 'token'), 'leave')).toBe(at('?a=1&token=T'));
    expect(withParameters(at('?token=own&a=1'), parameter('T', 'token'), 'add')).toBe(at('?token=own&a=1&token=T'));
  });
});
