import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/profile.ts';
import { requestClientCredentials } from '../../../src/oauth/grants/client-credentials.ts';
import { noon } from '../../core/support/records.ts';
import { type AuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { startOddServer } from '../../support/odd-server.ts';
import { tokens } from '../support/odd-issuer.ts';
import { ports, profileAt, startServer } from '../support/real-server.ts';

let server: AuthorizationServer;
let profile: Profile;
beforeAll(async () => {
  server = await startServer();
  profile = await profileAt(server, {
    ...testClients.machine,
    grant_type: 'client_credentials',
    token_endpoint_auth_method: 'client_secret_basic',
    scope: ['pets:read', 'pets:write'],
  });
});
afterAll(() => server.close());

describe('A machine', () => {
  test('gets a token in its own name', async () => {
    expect(await requestClientCredentials(profile, ports)).toMatchObject({
      id: 'new-token',
      profileId: 'acme',
      scope: ['pets:read', 'pets:write'],
      expiresAt: noon + 3_600_000,
    });
    expect(server.requests.at(-1)?.body).toMatchObject({ scope: 'pets:read pets:write' });
  });

  test('need not ask for a scope', async () => {
    const odd = await startOddServer(() => tokens());
    const endpoints = { token_endpoint: `${odd.origin}/token` };
    const token = await requestClientCredentials({ ...profile, endpoints, scope: [] }, ports);
    expect(token.scope).toEqual([]);
    expect(odd.requests[0]?.body.has('scope')).toBe(false);
    await odd.close();
  });

  test('is told that its secret is wrong', async () => {
    await expect(requestClientCredentials({ ...profile, client_secret: 'x' }, ports)).rejects.toMatchObject({
      code: 'client_refused',
      quote: { error: 'invalid_client', status: 401 },
    });
  });

  test('is told that it may not have the scope', async () => {
    server.failTokenEndpoint({ status: 400, body: '{"error":"invalid_scope","error_description":"not yours"}' });
    await expect(requestClientCredentials(profile, ports)).rejects.toMatchObject({
      code: 'scope_refused',
      quote: { error_description: 'not yours' },
    });
    server.restoreTokenEndpoint();
  });

  test('is told that nobody knows the token endpoint', async () => {
    const { metadata: _, ...bare } = profile;
    await expect(requestClientCredentials(bare, ports)).rejects.toMatchObject({
      code: 'endpoint_missing',
      values: { endpoint: 'token_endpoint' },
    });
  });

  test('stops asking when the tester cancels', async () => {
    const release = server.holdTokenEndpoint();
    const cancel = new AbortController();
    const asked = requestClientCredentials(profile, ports, { abort: cancel.signal });
    cancel.abort();
    await expect(asked).rejects.toMatchObject({ code: 'sign_in_cancelled' });
    release();
  });
});
