import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { failureText } from '../../src/core/failure-text.ts';

describe('A failure', () => {
  test('says what went wrong, and what to try', () => {
    const failure = new Failure('server_error', { host: 'id.acme.example', status: 503 });
    const { sentence, tryThis } = failureText(failure);
    expect(sentence).toBe('id.acme.example answered with an error (503).');
    expect(tryThis).toBe('The fault is on the server’s side. Try again, or ask its team.');
    expect(failure.message).toBe('server_error, id.acme.example, 503');
    expect(failure.name).toBe('Failure');
    expect(failure.code).toBe('server_error');
  });

  test('fills a value into what to try, too', () => {
    const failure = new Failure('issuer_is_another', { issuer: 'https://a.example', found: 'https://b.example' });
    const { sentence, tryThis } = failureText(failure);
    expect(sentence).toContain('https://a.example says that its issuer is https://b.example');
    expect(tryThis).toContain('If https://b.example is the server you mean');
  });

  test('takes values to the letter, even where they look like places to fill', () => {
    const failure = new Failure('issuer_not_a_url', { issuer: '{issuer} $& $1' });
    expect(failureText(failure).sentence).toBe('“{issuer} $& $1” is not a URL.');
  });

  test('names the value that it was not given', () => {
    expect(failureText(new Failure('issuer_not_a_url')).sentence).toBe('“issuer” is not a URL.');
  });

  test.each([{ code: 'state_wrong' }, { code: 'of_tomorrow', values: {} }, { code: 'constructor' }])(
    'of another version can be said: %j',
    (stored) => {
      expect(failureText(stored as never).sentence).toMatch(/\.$/);
    },
  );
});

describe('The record of a failure', () => {
  test('holds code, values and the quote', () => {
    const failure = new Failure('token_refused', { host: 'id.acme.example' }, { error: 'invalid_grant', status: 400 });
    expect(failureRecord(failure)).toEqual({
      code: 'token_refused',
      values: { host: 'id.acme.example' },
      quote: { error: 'invalid_grant', status: 400 },
    });
  });

  test('leaves the quote away where there is none', () => {
    expect(failureRecord(new Failure('state_wrong'))).not.toHaveProperty('quote');
  });

  test('is the same after the failure crossed a message border', () => {
    const failure = new Failure('token_refused', { host: 'id.acme.example' }, { error: 'slow_down' });
    const { name, message, code, values, quote } = failure;
    expect(failureRecord({ ...structuredClone({ name, code, values, quote }), message })).toEqual(
      failureRecord(failure),
    );
  });

  test.each([
    ['an error', new Error('disk full'), 'disk full'],
    ['an error without a message', new Error(), ''],
    ['an error with a code of its own', Object.assign(new Error('no route'), { code: 'ENETUNREACH' }), 'no route'],
    ['an error whose code is a word that every object knows', { code: 'constructor', message: 'x', values: {} }, 'x'],
    ['a text', 'just a text', 'just a text'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'object'],
  ])('of %s says that it is unknown', (_, error, reason) => {
    const record = failureRecord(error);
    expect(record.code).toBe('unknown');
    const { sentence, tryThis } = failureText(record);
    expect(sentence).toContain(reason);
    expect(tryThis).toBe('Try again. If it stays so, please report it.');
  });

  test('can be made of anything at all, and stored', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (anything) => {
        const record = failureRecord(anything);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }),
    );
  });
});
