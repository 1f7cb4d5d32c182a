import * as oauth from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/core/profile.ts';
import { requestOptions } from '../../src/oauth/request-options.ts';
import {
  canDoWithoutMetadata,
  hasIssuer,
  mayBeInsecure,
  needsDiscovery,
  serverHost,
  serverHosts,
  serverOf,
} from '../../src/oauth/server.ts';
import { aProfile } from '../core/support/records.ts';

const issuer = 'https://id.acme.example';
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: 'https://users.acme.example/me',
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: 'https://keys.acme.example/jwks',
};
const { issuer: _, ...withoutIssuer } = aProfile();

describe('The server of a profile', () => {
  test('is what the tester typed on top of what was discovered', () => {
    const endpoints = { token_endpoint: 'https://proxy.example/token' };
    expect(serverOf(aProfile({ issuer, metadata, endpoints }))).toMatchObject({ ...metadata, ...endpoints });
  });

  test('has the issuer that its metadata names, which ID tokens will name too', () => {
    expect(serverOf(aProfile({ issuer: `${issuer}/`, metadata })).issuer).toBe(issuer);
    expect(serverOf(aProfile({ issuer: `${issuer}/`, endpoints: {} })).issuer).toBe(`${issuer}/`);
  });

  test('has some issuer even when none is known, since oauth4webapi asks for one', () => {
    expect(serverOf(withoutIssuer).issuer).toBe('https://id.acme.example');
    expect(serverOf(aProfile({ endpoints: {} })).issuer).toBe('https://issuer.invalid');
    expect(hasIssuer(withoutIssuer)).toBe(false);
    expect(hasIssuer(aProfile({ issuer }))).toBe(true);
  });

  test('is known to the tester by its host', () => {
    expect(serverHost({ issuer: 'https://id.acme.example:8443/realms/x', endpoints: {} })).toBe('id.acme.example:8443');
    expect(serverHost(aProfile())).toBe('id.acme.example');
    expect(serverHost({ endpoints: { authorization_endpoint: 'https://a.example/x' } })).toBe('a.example');
    expect(serverHost({ endpoints: {} })).toBe('');
  });

  test('is discovered once, when there is an issuer', () => {
    expect(needsDiscovery(aProfile({ issuer }))).toBe(true);
    expect(needsDiscovery(aProfile({ issuer, metadata }))).toBe(false);
    expect(needsDiscovery(withoutIssuer)).toBe(false);
  });

  test('can do without discovery when the endpoints that the grant needs were typed', () => {
    const { token_endpoint = '' } = aProfile().endpoints;
    expect(canDoWithoutMetadata(aProfile())).toBe(true);
    expect(canDoWithoutMetadata(aProfile({ endpoints: { token_endpoint } }))).toBe(false);
    const implicit = { authorization_endpoint: 'https://id.acme.example/authorize' };
    expect(canDoWithoutMetadata(aProfile({ grant_type: 'implicit', endpoints: implicit }))).toBe(true);
    expect(canDoWithoutMetadata(aProfile({ pushed: true }))).toBe(false);
    const machine = aProfile({ grant_type: 'client_credentials', endpoints: { token_endpoint } });
    expect(canDoWithoutMetadata(machine)).toBe(true);
  });
});

describe('The hosts that the browser is asked for', () => {
  test('are those that tokens come from, and not that of the sign-in page, which the tester visits', () => {
    expect(serverHosts(aProfile({ issuer, metadata, endpoints: {} }))).toEqual([
      'https://id.acme.example/*',
      'https://users.acme.example/*',
      'https://keys.acme.example/*',
    ]);
    const elsewhere = { ...metadata, authorization_endpoint: 'https://login.example/authorize' };
    expect(serverHosts(aProfile({ issuer, metadata: elsewhere, endpoints: {} }))).not.toContain(
      'https://login.example/*',
    );
  });

  test('hold the refresh endpoint, and the redirect URI of a sign-in tab', () => {
    const profile = aProfile({
      endpoints: { ...aProfile().endpoints, refresh_endpoint: 'https://renew.example/token' },
      redirect: { by: 'tab', redirect_uri: 'http://localhost:3000/callback' },
    });
    expect(serverHosts(profile)).toEqual([
      'https://id.acme.example/*',
      'https://renew.example/*',
      'http://localhost/*',
    ]);
  });

  test('hold whatever else the grant asks', () => {
    const more = {
      ...metadata,
      device_authorization_endpoint: 'https://device.example/authorize',
      pushed_authorization_request_endpoint: 'https://par.example/par',
      backchannel_authentication_endpoint: 'https://ciba.example/bc',
    };
    const hosts = (changes: Partial<Profile>) =>
      serverHosts(aProfile({ issuer, metadata: more, endpoints: {}, ...changes })).slice(3);
    expect(hosts({})).toEqual([]);
    expect(hosts({ pushed: true })).toEqual(['https://par.example/*']);
    expect(hosts({ metadata: { ...more, require_pushed_authorization_requests: true } })).toEqual([
      'https://par.example/*',
    ]);
    expect(hosts({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code' })).toEqual(['https://device.example/*']);
    expect(hosts({ grant_type: 'urn:openid:params:grant-type:ciba' })).toEqual(['https://ciba.example/*']);
  });

  test('are those of the certificate’s endpoints where the client shows one (RFC 8705, section 5)', () => {
    const aliases = { ...metadata, mtls_endpoint_aliases: { token_endpoint: 'https://mtls.example/token' } };
    const profile = aProfile({ issuer, metadata: aliases, endpoints: {} });
    expect(serverOf(profile).token_endpoint).toBe(`${issuer}/token`);
    const mtls: Profile = { ...profile, token_endpoint_auth_method: 'tls_client_auth' };
    expect(serverOf(mtls).token_endpoint).toBe('https://mtls.example/token');
    expect(serverHosts(mtls)).toContain('https://mtls.example/*');
  });

  test('leave out a redirect URI that no web server answers', () => {
    const profile = aProfile({ redirect: { by: 'tab', redirect_uri: 'com.acme.app:/callback' } });
    expect(serverHosts(profile)).toEqual(['https://id.acme.example/*']);
  });

  test('stay readable whatever nonsense a server publishes', () => {
    const nonsense = { ...metadata, jwks_uri: 5, revocation_endpoint: null, userinfo_endpoint: 'nowhere' } as never;
    expect(serverHosts(aProfile({ issuer, metadata: nonsense, endpoints: {} }))).toEqual(['https://id.acme.example/*']);
  });
});

test('http is allowed only where the tester typed an http server', () => {
  expect(mayBeInsecure(aProfile({ issuer: 'http://localhost:9000' }))).toBe(true);
  expect(mayBeInsecure(aProfile({ endpoints: { token_endpoint: 'HTTP://localhost:9000/token' } }))).toBe(true);
  expect(mayBeInsecure(aProfile({ issuer, endpoints: { token_endpoint: 'http://localhost/token' } }))).toBe(false);
  expect(requestOptions(aProfile({ issuer }), fetch)[oauth.allowInsecureRequests]).toBe(false);
});
