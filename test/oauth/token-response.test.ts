import { describe, expect, test } from 'vitest';
import { renewed, tokenOf, userOf } from '../../src/oauth/token-response.ts';
import { aProfile, aToken, noon, without } from '../core/support/records.ts';

const response = (more: object = {}) => ({ access_token: 'new-access', token_type: 'bearer' as const, ...more });
const read = (more: object = {}) => tokenOf(response(more), aProfile(), 'id', noon);

describe('A token response', () => {
  test('may say no more than the token and its type', () => {
    expect(read()).toEqual({
      id: 'id',
      profileId: 'acme',
      access_token: 'new-access',
      token_type: 'bearer',
      scope: ['pets:read'],
      obtainedAt: noon,
      rest: {},
    });
  });

  test('says when the token ends, in seconds from now', () => {
    expect(read({ expires_in: 90 }).expiresAt).toBe(noon + 90_000);
    expect(read({ expires_in: 0.5 }).expiresAt).toBe(noon + 500);
  });

  test('may give a token a life that no clock can hold: it still can be stored', () => {
    const token = read({ expires_in: 1e308 });
    expect(JSON.parse(JSON.stringify(token))).toEqual(token);
    expect(new Date(token.expiresAt ?? Number.NaN).getTime()).not.toBeNaN();
  });

  test('grants what was asked for unless it names a scope', () => {
    expect(read({ scope: 'openid  pets:write' }).scope).toEqual(['openid', 'pets:write']);
    expect(read({ scope: '' }).scope).toEqual([]);
  });

  test('keeps every other field as it came', () => {
    const rest = { ext_expires_in: 1, authed_user: { id: 'U1' }, 'not-before-policy': 0 };
    expect(read({ ...rest, refresh_token: 'r', id_token: 'i' })).toMatchObject({
      refresh_token: 'r',
      id_token: 'i',
      rest,
    });
  });

  test.each(['line\nbreak', 'carriage\rreturn', 'tab\there', 'zero\0', 'ümlaut', '€uro', 'delete\x7f'])(
    'with a token that no header can carry (%j) is refused: such a rule would end all others',
    (access_token) => {
      expect(() => read({ access_token })).toThrow(expect.objectContaining({ code: 'answer_not_conform' }));
    },
  );
});

describe('A user', () => {
  test.each([
    [{ sub: '1', preferred_username: 'alice', email: 'a@pets.example', name: 'Alice' }, 'alice'],
    [{ sub: '1', email: 'a@pets.example', name: 'Alice', nickname: 'Al' }, 'a@pets.example'],
    [{ sub: '1', name: 'Alice', nickname: 'Al' }, 'Alice'],
    [{ sub: '1', nickname: 'Al' }, 'Al'],
    [{ sub: '1', preferred_username: '', email: 5 }, '1'],
    [{ sub: '1', name: 'Zoë Çelik 李' }, 'Zoë Çelik 李'],
  ])('with the claims %j is called %s', (claims, name) => {
    expect(userOf(claims)).toEqual({ sub: '1', name });
  });

  test('stands where the tester says', () => {
    const claims = { sub: '1', email: 'alice@acme.example', acme: { id: 7, names: ['Al', 'Alice'] } };
    expect(userOf(claims, { sub: 'acme.id', name: 'acme.names[1]' })).toEqual({ sub: '7', name: 'Alice' });
    expect(userOf(claims, { name: 'acme.nick' })).toEqual({ sub: '1', name: 'alice@acme.example' });
  });

  test.each([{}, { sub: '' }, { sub: 5 }, { name: 'Alice' }])('is nobody with the claims %j', (claims) => {
    expect(userOf(claims)).toBeUndefined();
  });
});

describe('A renewed token', () => {
  test('keeps its refresh token when the server sends none (Bruno lost it)', () => {
    expect(renewed(aToken(), read())).toMatchObject({ access_token: 'new-access', refresh_token: 'refresh-of-alice' });
  });

  test('takes the rotated refresh token when the server sends one', () => {
    expect(renewed(aToken(), read({ refresh_token: 'rotated' })).refresh_token).toBe('rotated');
  });

  test('keeps its place, its user and its ID token', () => {
    const before = aToken({ id_token: 'old-id-token' });
    expect(renewed(before, read())).toMatchObject({ id: 'alice', user: before.user, id_token: 'old-id-token' });
    expect(renewed(before, read({ id_token: 'new-id-token' })).id_token).toBe('new-id-token');
  });

  test('keeps its scope unless the server narrows it', () => {
    const before = aToken({ scope: ['a', 'b'] });
    expect(renewed(before, { ...read(), scope: [] }).scope).toEqual(['a', 'b']);
    expect(renewed(before, read({ scope: 'a' })).scope).toEqual(['a']);
  });

  test('has no end any more when the server gives none', () => {
    expect(renewed(aToken(), read())).not.toHaveProperty('expiresAt');
  });

  test('makes up nothing that was not there before', () => {
    const token = renewed(without('refresh_token'), read());
    expect(token).not.toHaveProperty('refresh_token');
    expect(token).not.toHaveProperty('id_token');
  });
});
