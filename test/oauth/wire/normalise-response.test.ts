import { describe, expect, test } from 'vitest';
import type { AnswerDeviation } from '../../../src/core/deviations.ts';
import { findingText } from '../../../src/core/finding-text.ts';
import type { RequestKind } from '../../../src/core/request-kind.ts';
import { type Heard, type Normalised, normaliseResponse } from '../../../src/oauth/wire/normalise-response.ts';
import { aProfile, noon } from '../../core/support/records.ts';

const good = { access_token: 'the-token', token_type: 'Bearer', expires_in: 60 };

/** What is made of an answer, JSON with status 200 unless said otherwise. */
function read(
  text: unknown,
  changes: Partial<Heard> & { answers?: AnswerDeviation; kind?: RequestKind; scope?: string[] } = {},
): Normalised {
  const { answers, kind = 'token', scope = ['pets:read'], ...heard } = changes;
  const profile = aProfile({ scope, ...(answers && { deviations: { answers: { [kind]: answers } } }) });
  const body = typeof text === 'string' ? text : JSON.stringify(text);
  return normaliseResponse({ status: 200, type: 'application/json', text: body, ...heard }, profile, kind, noon);
}

const sentences = ({ findings }: Normalised) => findings.map((each) => findingText(each).sentence);

test('An answer as the RFCs want it stays to the letter', () => {
  expect(read(good)).toMatchObject({ status: 200, fields: undefined, findings: [], isError: false, needed: undefined });
  expect(read({ error: 'invalid_grant' }, { status: 400 })).toMatchObject({
    status: 400,
    fields: undefined,
    findings: [],
  });
  expect(read({ active: false }, { kind: 'introspection' })).toMatchObject({
    status: 200,
    fields: undefined,
    findings: [],
  });
  expect(
    read({ request_uri: 'urn:x', expires_in: 60 }, { kind: 'pushed authorization', status: 201 }).fields,
  ).toBeUndefined();
});

describe('What is certain is tolerated at once, and said:', () => {
  test.each<[string, string | object, Partial<Heard>, object, string]>([
    ['JSON as text', good, { type: 'text/html' }, good, 'its Content-Type says something else'],
    ['JSON with a byte order mark', `\uFEFF${JSON.stringify(good)}`, { type: '' }, good, 'Content-Type'],
    [
      'a form',
      'access_token=the-token&scope=repo%2Cgist&token_type=bearer',
      { type: 'application/x-www-form-urlencoded' },
      { access_token: 'the-token', token_type: 'bearer', scope: 'repo gist' },
      'as form, not as JSON',
    ],
    [
      'XML',
      '<?xml version="1.0"?><OAuth><access_token>the-token</access_token><token_type>bearer</token_type></OAuth>',
      { type: 'application/xml' },
      { access_token: 'the-token' },
      'as XML, not as JSON',
    ],
    ['another status', good, { status: 201 }, good, 'its status is 201 instead of 200'],
    ['no type', { access_token: 'a' }, {}, { token_type: 'Bearer' }, 'no “token_type”'],
    ['the type JWT', { ...good, token_type: 'JWT' }, {}, { token_type: 'Bearer' }, '“JWT”'],
    ['a type that is a URN', { ...good, token_type: 'urn:x:token' }, {}, { token_type: 'Bearer' }, '“urn:x:token”'],
    ['a bot', { ...good, token_type: 'bot' }, {}, { token_type: 'Bearer' }, '“bot”'],
    ['a life in text', { ...good, expires_in: '3600' }, {}, { expires_in: 3600 }, 'a text, not a number'],
    [
      'an end in seconds',
      { access_token: 'a', token_type: 'bearer', expires_at: noon / 1000 + 90 },
      {},
      { expires_in: 90 },
      '“expires_at” alone',
    ],
    [
      'an end in words',
      { access_token: 'a', token_type: 'bearer', expires_at: '2026-11-22T12:01:00Z' },
      {},
      { expires_in: 60 },
      '“expires_at”',
    ],
    ['scopes in a list', { ...good, scope: ['a', 'b'] }, {}, { scope: 'a b' }, 'is not a text'],
    ['scopes by comma', { ...good, scope: 'a,b' }, {}, { scope: 'a b' }, 'separated by “,”'],
    ['scopes by comma and space', { ...good, scope: 'a, b' }, {}, { scope: 'a b' }, 'separated by “,”'],
    [
      'other spelling',
      { accessToken: 'a', tokenType: 'bearer', expiresIn: 5 },
      {},
      { access_token: 'a', expires_in: 5 },
      'is written “accessToken”',
    ],
    [
      'capital spelling',
      { AccessToken: 'a', token_type: 'bearer' },
      {},
      { access_token: 'a' },
      'is written “AccessToken”',
    ],
    ['null', { ...good, refresh_token: null }, {}, good, 'there, and empty'],
  ])('%s', (_, text, heard, fields, sentence) => {
    const found = read(text, heard);
    expect(found).toMatchObject({ status: 200, isError: false, fields });
    expect(sentences(found).join('\n')).toContain(sentence);
  });

  test('a life below or of nothing is not said', () => {
    for (const expires_in of [0, '0', -1, '-1']) {
      const found = read({ ...good, expires_in });
      expect(found.fields).not.toHaveProperty('expires_in');
      expect(sentences(found).join()).toContain('taken as not said');
    }
  });

  test('a comma in a scope that was asked for belongs to it', () => {
    expect(read({ ...good, scope: 'a,b' }, { scope: ['a,b'] }).fields).toBeUndefined();
  });

  test('a number that no number can hold stays exact', () => {
    expect(read('{"access_token":"a","user_id":17841405822304914}').fields).toMatchObject({
      user_id: '17841405822304914',
    });
  });

  test('the life of the refresh token, under all its names; 0 is for ever', () => {
    for (const name of ['refresh_token_expires_in', 'x_refresh_token_expires_in', 'refresh_expires_in']) {
      expect(read({ ...good, [name]: '90' })).toMatchObject({ refreshLife: 90, fields: undefined });
      expect(read({ ...good, [name]: 0 }).refreshLife).toBeUndefined();
    }
  });
});

describe('How long a token lives', () => {
  test('is told in another unit, that of the refresh token, too', () => {
    const answer = { ...good, expires_in: 60_000, refresh_token_expires_in: '90000' };
    const found = read(answer, { answers: { unit: 'milliseconds' } });
    expect(found).toMatchObject({ fields: { expires_in: 60 }, refreshLife: 90 });
    expect(sentences(found)).toContain('“expires_in” is told in milliseconds, not in seconds.');
  });
});

describe('What needs more than the token itself is not taken for a Bearer token:', () => {
  test.each(['mac', 'pop', 'N_A', 'DPoP'])('%s', (token_type) => {
    expect(read({ ...good, token_type }).fields).toBeUndefined();
  });
});

describe('An error is read', () => {
  test.each<[string, string | object, Partial<Heard>, object]>([
    [
      'with status 200',
      { error: 'bad_code', error_description: 'old' },
      {},
      { error: 'bad_code', error_description: 'old' },
    ],
    [
      'as an object',
      { error: { code: 190, type: 'OAuthException', message: 'no' } },
      { status: 400 },
      { error: 'OAuthException', error_description: 'no' },
    ],
    [
      'as an object with status 200',
      { error: { code: 190, message: 'no' } },
      {},
      { error: '190', error_description: 'no' },
    ],
    ['as a form', 'error=bad_code&error_description=too+old', { type: 'text/plain' }, { error_description: 'too old' }],
    ['as XML', '<r><error>bad_code</error></r>', { status: 401, type: 'text/xml' }, { error: 'bad_code' }],
    ['with a message', { error: 'Bad Request', message: 'no code' }, {}, { error_description: 'no code' }],
    ['beside ok: false', { ok: false, error: 'invalid_code' }, {}, { error: 'invalid_code' }],
  ])('%s', (_, text, heard, fields) => {
    const found = read(text, heard);
    expect(found).toMatchObject({ isError: true, status: heard.status ?? 400, fields, needed: undefined });
    expect(found.findings).not.toEqual([]);
  });

  test('of a gateway stays what it is', () => {
    expect(read({ error: 'Service Unavailable' }, { status: 503 })).toMatchObject({ status: 503, fields: undefined });
  });
});

test.each<[string, RequestKind, Partial<Heard>]>([
  ['{"sub":"alice"}', 'user info', { type: 'text/html' }],
  ['sub=alice', 'user info', { type: 'application/x-www-form-urlencoded' }],
  ['{"active":true}', 'introspection', { type: 'text/plain' }],
  ['{"device_code":"d"}', 'device authorization', { type: '' }],
])('%s of the other endpoints is read whatever its type says, too: %s', (text, kind, heard) => {
  const found = read(text, { ...heard, kind });
  expect(found.fields).toEqual(found.original);
  expect(found.findings).toHaveLength(1);
});

describe('As the profile says,', () => {
  test('a success has its sign, whatever the status', () => {
    const answers = { success: 'ok=true' };
    expect(read({ ok: true, ...good }, { answers, status: 418 })).toMatchObject({ status: 200, isError: false });
    expect(read({ ok: false, ...good, reason: 'no' }, { answers })).toMatchObject({
      status: 400,
      fields: { error: 'ok: false' },
    });
  });

  test('an error has its sign, and its words', () => {
    const answers = { failure: 'errcode', fields: { error: 'errcode', error_description: 'errmsg' } };
    expect(read({ errcode: 40029, errmsg: 'bad' }, { answers }).fields).toMatchObject({
      error: '40029',
      error_description: 'bad',
    });
    expect(read({ errcode: 0, ...good }, { answers })).toMatchObject({ isError: false, status: 200 });
  });

  test('fields stand elsewhere', () => {
    const fields = { access_token: 'data[0].token', expires_in: 'data[0].life', sub: 'user.id' };
    const found = read({ data: [{ token: 'deep', life: '60' }], user: { id: 7 } }, { answers: { fields } });
    expect(found).toMatchObject({ fields: { access_token: 'deep', expires_in: 60, sub: '7' }, secrets: ['deep'] });
    expect(sentences(found)).toContain('“access_token” stands at “data[0].token”.');
  });

  test('all fields stand within another', () => {
    const user = { access_token: 'u', refreshToken: 'r', scope: 'a,b', expires_in: '60', token_type: 'user' };
    const found = read({ ok: true, access_token: 'bot', authed_user: user }, { answers: { within: 'authed_user' } });
    expect(found.fields).toMatchObject({ access_token: 'u', refresh_token: 'r', scope: 'a b', expires_in: 60 });
    const without = read({ access_token: 'bot', token_type: 'bearer' }, { answers: { within: 'authed_user' } });
    expect(sentences(without)).toEqual(['The answer has no “authed_user”; the fields on top were taken instead.']);
  });

  test('a list at the top has fields too', () => {
    const found = read([{ t: 'deep' }], { answers: { fields: { access_token: '[0].t' } } });
    expect(found.fields).toMatchObject({ access_token: 'deep', token_type: 'Bearer' });
  });

  test('a field that is missing there is taken from its own place, and that is said', () => {
    const found = read(good, { answers: { fields: { access_token: 'authed_user.access_token' } } });
    expect(found.fields).toMatchObject({ access_token: 'the-token' });
    expect(sentences(found).join()).toContain('has no “authed_user.access_token”');
  });

  test('an answer holds several tokens', () => {
    const tokens = [
      { name: 'User', path: 'authed_user' },
      { name: 'Page', path: 'pages[0].token' },
      { name: 'None', path: 'none' },
    ];
    const found = read(
      { ...good, authed_user: { access_token: 'u', scope: 'a,b' }, pages: [{ token: 'p' }] },
      { answers: { tokens } },
    );
    expect(found.tokens).toEqual([
      { name: 'User', fields: { access_token: 'u', token_type: 'Bearer', scope: 'a b' } },
      { name: 'Page', fields: { access_token: 'p', token_type: 'Bearer' } },
    ]);
    expect(found.secrets).toEqual(['the-token', 'u', 'p']);
  });

  test('the user stands in the answer of the user info endpoint', () => {
    const answers = { fields: { sub: 'id', preferred_username: 'login' } };
    expect(read({ id: 7, login: 'alice' }, { kind: 'user info', answers }).fields).toMatchObject({
      sub: '7',
      preferred_username: 'alice',
    });
  });
});

describe('What the profile does not say yet is offered, never guessed:', () => {
  test.each<[string, object, { field: string; found: string }, AnswerDeviation]>([
    [
      'a token elsewhere',
      { data: { token: { access_token: 'deep', refresh_token: 'r', expiresIn: 60 } } },
      { field: 'access_token', found: 'data.token.access_token' },
      { within: 'data.token' },
    ],
    [
      'a token in a list',
      { data: [{ token: 'deep' }] },
      { field: 'access_token', found: 'data.0.token' },
      { within: 'data.0', fields: { access_token: 'data.0.token' } },
    ],
    [
      'a token of another name',
      { token: 'deep' },
      { field: 'access_token', found: 'token' },
      { fields: { access_token: 'token' } },
    ],
    [
      'ok: false',
      { ok: false, message: 'no' },
      { field: 'error', found: 'ok' },
      { success: 'ok=true', fields: { error_description: 'message' } },
    ],
    ['success: 0', { success: 0 }, { field: 'error', found: 'success' }, { success: 'success=1', fields: {} }],
    [
      'a status that says error',
      { status: 'error', msg: 'no' },
      { field: 'error', found: 'status' },
      { failure: 'status=error', fields: { error_description: 'msg' } },
    ],
    [
      'an error’s number',
      { errcode: 40029, errmsg: 'no' },
      { field: 'error', found: 'errcode' },
      { failure: 'errcode', fields: { error: 'errcode', error_description: 'errmsg' } },
    ],
    [
      'error: true',
      { error: true, message: 'no' },
      { field: 'error', found: 'error' },
      { failure: 'error', fields: { error_description: 'message' } },
    ],
  ])('%s', (_, text, needed, setting) => {
    const found = read(text);
    expect(found.needed).toMatchObject(needed);
    expect(found.needed?.setting.answers?.token).toEqual(setting);
    // With the offered setting the same answer is understood.
    const after = read(text, { answers: setting });
    expect(after.needed).toBeUndefined();
    expect(after.isError || typeof after.fields?.access_token === 'string').toBe(true);
  });

  test('nothing is offered where nothing is known', () => {
    expect(read({ hello: 'world' }).needed).toBeUndefined();
    expect(read({ token: '' }).needed).toBeUndefined();
  });
});
