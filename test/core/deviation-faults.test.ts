import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { deviationFaults, usableDeviations } from '../../src/core/deviation-faults.ts';
import { type Deviations, deviations } from '../../src/core/deviations.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { draftOf } from '../../src/core/profile-draft.ts';
import { settingAt, withSettingAt } from '../../src/core/setting-at.ts';
import { allDeviations } from './support/all-deviations.ts';
import { aProfile } from './support/records.ts';

const all = v.parse(deviations, allDeviations);

test('Whatever a provider may want can be saved', () => {
  expect(deviationFaults(all)).toEqual([]);
  expect(usableDeviations(all)).toEqual(all);
});

describe('Said at its place is', () => {
  test.each<[string, Deviations, string, string]>([
    [
      'a body without text',
      { requests: { token: { body: { contentType: 'a/b', text: ' ' } } } },
      'requests.token.body',
      'text',
    ],
    [
      'a body without a type',
      { requests: { token: { body: { contentType: '', text: '{code}' } } } },
      'requests.token.body',
      'contentType',
    ],
    [
      'a parameter without a name',
      { requests: { '*': { parameters: { '': { name: 'a' } } } } },
      'requests.*.parameters',
      '',
    ],
    [
      'a header that is none',
      { requests: { '*': { parameters: { 'a b': { place: 'header' } } } } },
      'requests.*.parameters',
      'a b',
    ],
    [
      'a nameless addition',
      { requests: { refresh: { add: [{ name: '', value: 'a', place: 'body' }] } } },
      'requests.refresh.add',
      '0',
    ],
    ['no name at user info', { userInfo: { query: ' ' } }, 'userInfo', 'name'],
    ['a header at user info that is none', { userInfo: { header: 'a b' } }, 'userInfo', 'name'],
    ['a sign without a field', { answers: { token: { success: '=true' } } }, 'answers.token.success', ''],
    ['an empty sign', { answers: { token: { failure: '' } } }, 'answers.token.failure', ''],
    ['a path that is none', { answers: { token: { within: 'data[' } } }, 'answers.token.within', ''],
    ['a field without a path', { answers: { token: { fields: { scope: '' } } } }, 'answers.token.fields', 'scope'],
    [
      'a token without a name',
      { answers: { token: { tokens: [{ name: ' ', path: 'a' }] } } },
      'answers.token.tokens',
      '0',
    ],
    [
      'a token without a path',
      { answers: { token: { tokens: [{ name: 'a', path: '' }] } } },
      'answers.token.tokens',
      '0',
    ],
    ['a callback’s empty name', { callback: { parameters: { code: '' } } }, 'callback.parameters', 'code'],
    [
      'a host without its parameter',
      { tokenHost: { parameter: '', origins: ['https://a.example'] } },
      'tokenHost',
      'parameter',
    ],
    ['no host at all', { tokenHost: { parameter: 'a', origins: [] } }, 'tokenHost', 'origins'],
    ['a host with a path', { tokenHost: { parameter: 'a', origins: ['https://a.example/b'] } }, 'tokenHost', 'origins'],
    ['an origin that is none', { origin: 'app.example' }, 'origin', ''],
    ['a client without an id', { introspectAs: { client_id: '' } }, 'introspectAs', 'client_id'],
    ['a header with a space', { use: { header: 'X Token' } }, 'use.header', ''],
    ['a further header without a name', { use: { headers: { '': 'a' } } }, 'use.headers', ''],
    ['a query parameter without a name', { use: { query: '' } }, 'use.query', ''],
  ])('%s', (_, odd, path, part) => {
    const [fault] = deviationFaults(odd);
    expect([fault?.path.join('.'), fault?.part]).toEqual([path, part]);
    expect(fault?.sentence).toMatch(/\.$/);
    expect(parseProfile({ ...draftOf(aProfile()), deviations: odd }, { position: 0 })).toMatchObject({
      errors: { deviations: expect.any(String) },
    });
    // The preview goes on without it.
    expect(usableDeviations({ ...odd, emptyBasic: true })).toEqual({ emptyBasic: true });
  });
});

describe('A setting', () => {
  test('is put where nothing was, beside what was there', () => {
    const before = withSettingAt({}, ['answers', 'token', 'within'], 'data');
    expect(withSettingAt(before, ['answers', '*', 'success'], 'ok=true')).toEqual({
      answers: { token: { within: 'data' }, '*': { success: 'ok=true' } },
    });
  });

  test('that is taken away leaves nothing empty behind', () => {
    expect(withSettingAt({ use: { scheme: '' } }, ['use', 'scheme'], undefined)).toEqual({});
    expect(withSettingAt({ use: { scheme: '', query: 'q' } }, ['use', 'scheme'], undefined)).toEqual({
      use: { query: 'q' },
    });
    expect(withSettingAt({}, ['use', 'scheme'], undefined)).toEqual({});
  });

  test('is found, whatever it is, and nothing of JavaScript is', () => {
    expect(settingAt({ use: { scheme: '' } }, ['use', 'scheme'])).toBe('');
    expect(settingAt({ use: {} }, ['use', 'toString'])).toBeUndefined();
    expect(settingAt({}, ['requests', 'token', 'body'])).toBeUndefined();
  });
});
