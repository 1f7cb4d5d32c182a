import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callbackParameters } from '../../src/oauth/callback-parameters.ts';

const read = (url: string, form?: [string, string][]) =>
  Object.fromEntries(callbackParameters({ url, ...(form && { form }) }));

describe('The answer of the sign-in page is read', () => {
  test.each([
    ['from the query', 'https://app.example/cb?code=c&state=s', { code: 'c', state: 's' }],
    ['from the fragment', 'https://app.example/cb?tenant=1#code=c&state=s', { code: 'c', state: 's' }],
    ['from the fragment of an error', 'https://app.example/cb#error=access_denied', { error: 'access_denied' }],
    ['past Facebook’s tail', 'https://app.example/cb?code=c&state=s#_=_', { code: 'c', state: 's' }],
    ['past Reddit’s tail', 'https://app.example/cb?code=c&state=s#_', { code: 'c', state: 's' }],
    ['with Google’s extras', 'https://app.example/cb?code=c&authuser=0', { code: 'c', authuser: '0' }],
    ['from an address that no web server has', 'com.acme.app:/cb?code=c', { code: 'c' }],
    ['where there is none', 'https://app.example/cb', {}],
  ])('%s', (_, url, parameters) => {
    expect(read(url)).toEqual(parameters);
  });

  test('from a posted form alone (Bruno and Hoppscotch lose it)', () => {
    expect(
      read('https://app.example/cb?code=fake', [
        ['code', 'c'],
        ['state', 's'],
      ]),
    ).toEqual({ code: 'c', state: 's' });
  });

  test('with every doubled parameter, so that the doubling is seen', () => {
    expect(callbackParameters({ url: 'https://app.example/?code=a&code=b' }).getAll('code')).toEqual(['a', 'b']);
  });

  test('whatever URL it is', () => {
    const url = fc.webUrl({ withFragments: true, withQueryParameters: true });
    const form = fc.option(fc.array(fc.tuple(fc.string(), fc.string())), { nil: undefined });
    fc.assert(
      fc.property(url, form, (each, fields) => {
        expect(callbackParameters({ url: each, ...(fields && { form: fields }) })).toBeInstanceOf(URLSearchParams);
      }),
    );
  });
});
