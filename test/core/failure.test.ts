import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';

describe('A failure', () => {
  test('says in its message what went wrong, and beside it what to try', () => {
    const failure = new Failure('server_error', { host: 'id.acme.example', status: 503 });
    expect(failure.message).toBe('id.acme.example answered with an error (503).');
    expect(failure.tryThis).toBe('The fault is on the server’s side. Try again, or ask its team.');
    expect(failure.name).toBe('Failure');
    expect(failure.code).toBe('server_error');
  });

  test('fills a value into what to try, too', () => {
    const failure = new Failure('issuer_is_another', { issuer: 'https://a.example', found: 'https://b.example' });
    expect(failure.message).toContain('https://a.example says that its issuer is https://b.example');
    expect(failure.tryThis).toContain('If https://b.example is the server you mean');
  });

  test('takes values to the letter, even where they look like places to fill', () => {
    expect(new Failure('issuer_not_a_url', { issuer: '{issuer} $& $1' }).message).toBe(
      '“{issuer} $& $1” is not a URL.',
    );
  });

  test('names the value that it was not given', () => {
    expect(new Failure('issuer_not_a_url').message).toBe('“issuer” is not a URL.');
  });
});

describe('The record of a failure', () => {
  test('holds code, sentence, what to try and the quote', () => {
    const failure = new Failure('token_refused', { host: 'id.acme.example' }, { error: 'invalid_grant', status: 400 });
    expect(failureRecord(failure)).toEqual({
      code: 'token_refused',
      sentence: 'id.acme.example refused to give a token.',
      tryThis: 'Read what it says, then try again.',
      quote: { error: 'invalid_grant', status: 400 },
    });
  });

  test('leaves the quote away where there is none', () => {
    expect(failureRecord(new Failure('state_wrong'))).not.toHaveProperty('quote');
  });

  test('is the same after the failure crossed a message border', () => {
    const failure = new Failure('token_refused', { host: 'id.acme.example' }, { error: 'slow_down' });
    const { message, code, tryThis, quote } = failure;
    expect(failureRecord({ ...structuredClone({ code, tryThis, quote }), message })).toEqual(failureRecord(failure));
  });

  test.each([
    ['an error', new Error('disk full'), 'disk full'],
    ['an error without a message', new Error(), ''],
    ['an error with a code of its own', Object.assign(new Error('no route'), { code: 'ENETUNREACH' }), 'no route'],
    ['an error whose code is a word that every object knows', { code: 'constructor', message: 'x', tryThis: 'y' }, 'x'],
    ['a text', 'just a text', 'just a text'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'object'],
  ])('of %s says that it is unknown', (_, error, reason) => {
    const record = failureRecord(error);
    expect(record.code).toBe('unknown');
    expect(record.sentence).toContain(reason);
    expect(record.tryThis).toBe('Try again. If it stays so, please report it.');
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
