import { describe, expect, test } from 'vitest';
import { manageRegistration, register } from '../../../src/oauth/endpoints/register.ts';
import { aProfile } from '../../core/support/records.ts';
import { exampleServer, json } from './support/example-server.ts';

const metadata = {
  issuer: 'https://server.example.com',
  registration_endpoint: 'https://server.example.com/register',
};
const profile = aProfile({ issuer: 'https://server.example.com', metadata, endpoints: {} });

/** Section 3.1. */
const asked = {
  redirect_uris: ['https://client.example.org/callback', 'https://client.example.org/callback2'],
  client_name: 'My Example Client',
  'client_name#ja-Jpan-JP': '\u30AF\u30E9\u30A4\u30A2\u30F3\u30C8\u540D',
  token_endpoint_auth_method: 'client_secret_basic',
  logo_uri: 'https://client.example.org/logo.png',
  jwks_uri: 'https://client.example.org/my_public_keys.jwks',
  example_extension_parameter: 'example_value',
};

/** Section 3.2.1. */
const registered = {
  ...asked,
  client_id: 's6BhdRkqt3',
  client_secret: 'cf136dc3c1fc93f31185e5885805d',
  client_id_issued_at: 2893256800,
  client_secret_expires_at: 2893276800,
  grant_types: ['authorization_code', 'refresh_token'],
};

describe('RFC 7591', () => {
  test('sections 3.1 and 3.2.1: a client is registered as printed, and all that the server says is read', async () => {
    const { ports, sent } = exampleServer(json(registered, 201));
    expect(await register(profile, asked, 'ey23f2.adfj230.af32-developer321', ports)).toEqual(registered);
    expect(sent).toMatchObject([{ method: 'POST', url: 'https://server.example.com/register' }]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual(asked);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer ey23f2.adfj230.af32-developer321');
    expect(sent[0]?.headers.get('content-type')).toContain('application/json');
  });

  test('section 3.2.2: the refusal is read', async () => {
    const error_description = 'The redirection URI http://sketchy.example.com is not allowed by this server.';
    const { ports } = exampleServer(json({ error: 'invalid_redirect_uri', error_description }, 400));
    await expect(register(profile, asked, '', ports)).rejects.toMatchObject({
      code: 'request_refused',
      quote: { error: 'invalid_redirect_uri', error_description },
    });
  });
});

describe('RFC 7592', () => {
  const registration = {
    registration_client_uri: 'https://server.example.com/register/s6BhdRkqt3',
    registration_access_token: 'reg-23410913-abewfq.123483',
  };
  const managed = { ...profile, registration };

  test.each(['GET', 'PUT', 'DELETE'] as const)(
    'section 2: %s goes to the client’s own URI, with its token',
    async (method) => {
      const { ports, sent } = exampleServer(
        method === 'DELETE' ? new Response(null, { status: 204 }) : json({ ...registered, ...registration }),
      );
      const said = await manageRegistration(managed, method, method === 'PUT' ? asked : undefined, ports);
      expect(said).toEqual(method === 'DELETE' ? undefined : { ...registered, ...registration });
      expect(sent).toMatchObject([{ method, url: registration.registration_client_uri }]);
      expect(sent[0]?.headers.get('authorization')).toBe('Bearer reg-23410913-abewfq.123483');
    },
  );

  test('section 2: a token that is no longer good is said, and not shown', async () => {
    const error_description = 'what is reg-23410913-abewfq.123483?';
    const { ports } = exampleServer(json({ error: 'invalid_token', error_description }, 401));
    await expect(manageRegistration(managed, 'GET', undefined, ports)).rejects.toMatchObject({
      code: 'request_refused',
      quote: { error: 'invalid_token', error_description: 'what is ••••?' },
    });
  });
});
