import { afterEach, describe, expect, test } from 'vitest';
import type { Parameter } from '../../src/core/parameter.ts';
import type { Profile } from '../../src/core/profile.ts';
import { exchangeCode } from '../../src/oauth/grants/authorization-code.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { requestDeviceCode } from '../../src/oauth/grants/device-code.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { aProfile, aToken } from '../core/support/records.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { aParameter } from './support/a-parameter.ts';
import { tokens } from './support/odd-issuer.ts';
import { aLogin, ports } from './support/real-server.ts';

let server: OddServer;
afterEach(() => server.close());

async function profileWith(parameters: Parameter[], changes: Partial<Profile> = {}): Promise<Profile> {
  server = await startOddServer(() => tokens());
  return aProfile({ parameters, endpoints: { token_endpoint: `${server.origin}/token?v=2` }, ...changes });
}

const seen = () => {
  const { path = '', headers = {}, body = new URLSearchParams() } = server.requests[0] ?? {};
  return { query: new URL(path, server.origin).searchParams, headers, body };
};

const everywhere = [
  aParameter('audience', 'a'),
  aParameter('tenant', 't', { place: 'query' }),
  aParameter('X-Client', 'x', { place: 'header' }),
  aParameter('resource', 'https://one.example'),
  aParameter('resource', 'https://two.example'),
  aParameter('off', 'o', { on: false }),
  aParameter('prompt', 'login', { stage: 'authorize', place: 'query' }),
  aParameter('tenant_id', 'both', { stage: 'every' }),
];

describe('The tester’s own parameters', () => {
  test('go with the code’s exchange, each where it belongs (Hoppscotch ignores them)', async () => {
    const profile = await profileWith(everywhere);
    const login = await aLogin(profile);
    await exchangeCode(profile, login, { url: `https://app.acme.example/?code=c&state=${login.id}` }, ports);
    const { query, headers, body } = seen();
    expect(Object.fromEntries(query)).toEqual({ v: '2', tenant: 't' });
    expect(headers['x-client']).toBe('x');
    expect(body.getAll('resource')).toEqual(['https://one.example', 'https://two.example']);
    expect(Object.fromEntries(body)).toMatchObject({ audience: 'a', tenant_id: 'both', code: 'c' });
    expect(body.has('off') || body.has('prompt') || body.has('tenant')).toBe(false);
  });

  test('go with a renewal, by itself or not, in query, header and body (Postman forgets them)', async () => {
    const renewing = everywhere.map((each) => ({ ...each, stage: 'refresh' as const }));
    const profile = await profileWith([...renewing, aParameter('first', 'only')]);
    await refresh(profile, aToken(), ports);
    const { query, headers, body } = seen();
    expect(query.get('tenant')).toBe('t');
    expect(headers['x-client']).toBe('x');
    expect(Object.fromEntries(body)).toMatchObject({ audience: 'a', refresh_token: 'refresh-of-alice' });
    expect(body.has('first')).toBe(false);
  });

  test('beat ours, but not what the grant stands on', async () => {
    const parameters = [aParameter('scope', 'mine'), aParameter('grant_type', 'password')];
    await requestClientCredentials(await profileWith(parameters), ports);
    expect(seen().body.getAll('scope')).toEqual(['mine']);
    expect(seen().body.getAll('grant_type')).toEqual(['client_credentials']);
  });

  test('of the authorization request stand in the body of a device’s request', async () => {
    const profile = await profileWith(everywhere);
    const endpoints = { ...profile.endpoints, device_authorization_endpoint: `${server.origin}/device` };
    // What the odd server answers is no device answer; what it was asked is the point.
    await requestDeviceCode({ ...profile, endpoints }, ports).catch(() => undefined);
    expect(Object.fromEntries(seen().body)).toMatchObject({ prompt: 'login', tenant_id: 'both' });
    expect(seen().body.has('audience')).toBe(false);
  });

  test('that no header can carry are named', async () => {
    const parameters = [aParameter('Not a header', 'x', { place: 'header' })];
    await expect(requestClientCredentials(await profileWith(parameters), ports)).rejects.toMatchObject({
      code: 'header_invalid',
      values: { name: 'Not a header' },
    });
    expect(server.requests).toEqual([]);
  });
});
