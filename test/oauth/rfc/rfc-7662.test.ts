import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { introspect } from '../../../src/oauth/endpoints/introspect.ts';
import { revoke } from '../../../src/oauth/endpoints/revoke.ts';
import { aProfile, aToken, without } from '../../core/support/records.ts';
import { exampleServer, form, json } from './support/example-server.ts';

const profile: Profile = aProfile({
  client_id: 's6BhdRkqt3',
  client_secret: 'gX1fBat3bV',
  token_endpoint_auth_method: 'client_secret_basic',
  endpoints: {
    token_endpoint: 'https://server.example.com/token',
    introspection_endpoint: 'https://server.example.com/introspect',
    revocation_endpoint: 'https://server.example.com/revoke',
  },
});
const basic = 'Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW';

describe('RFC 7662', () => {
  const active = {
    active: true,
    client_id: 'l238j323ds-23ij4',
    username: 'jdoe',
    scope: 'read write dolphin',
    sub: 'Z5O3upPC88QrAjx00dis',
    aud: 'https://protected.example.net/resource',
    iss: 'https://server.example.com/',
    exp: 1419356238,
    iat: 1419350238,
    extension_field: 'twenty-seven',
  };

  test('sections 2.1 and 2.2: a token is asked about as printed, and all that is said of it is shown', async () => {
    const { ports, sent } = exampleServer(json(active));
    expect(await introspect(profile, aToken({ access_token: 'mF_9.B5f-4.1JqM' }), ports)).toEqual(active);
    expect(sent).toMatchObject([{ method: 'POST', url: 'https://server.example.com/introspect' }]);
    expect(sent[0]?.headers.get('authorization')).toBe(basic);
    expect(sent[0]?.headers.get('accept')).toContain('application/json');
    expect(form(sent[0]?.body ?? '')).toEqual(form('token=mF_9.B5f-4.1JqM&token_type_hint=access_token'));
  });

  test('section 2.2: of a dead token only that is said', async () => {
    expect(await introspect(profile, aToken(), exampleServer(json({ active: false })).ports)).toEqual({
      active: false,
    });
  });

  test('section 2.3: who may not ask is told so', async () => {
    const { ports } = exampleServer(json({ error: 'invalid_client' }, 401));
    await expect(introspect(profile, aToken(), ports)).rejects.toMatchObject({ code: 'client_refused' });
  });
});

describe('RFC 7009', () => {
  const token = { ...without('user'), refresh_token: '45ghiukldjahdnhzdauz' };

  test('section 2.1: a refresh token is revoked as printed', async () => {
    const { ports, sent } = exampleServer(new Response(), new Response());
    await revoke(profile, token, ports);
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://server.example.com/revoke' });
    expect(sent[0]?.headers.get('authorization')).toBe(basic);
    expect(form(sent[0]?.body ?? '')).toEqual(form('token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token'));
  });

  test('section 2.2.1: a server that revokes no access tokens has done enough with the refresh token', async () => {
    const { ports } = exampleServer(new Response(), json({ error: 'unsupported_token_type' }, 400));
    await expect(revoke(profile, token, ports)).resolves.toBeUndefined();
  });

  test('section 2.2.1: a server that is busy (503) has revoked nothing, and the tester is told', async () => {
    const { ports } = exampleServer(new Response(null, { status: 503, headers: { 'Retry-After': '60' } }));
    await expect(revoke(profile, token, ports)).rejects.toMatchObject({ code: 'server_error' });
  });
});
