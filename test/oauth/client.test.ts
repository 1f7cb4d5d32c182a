import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authMethods } from '../../src/core/profile.ts';
import { clientAuth, clientOf, clientSecrets } from '../../src/oauth/client.ts';

type Client = Parameters<typeof clientAuth>[0] & { client_id: string };

/** What the client authentication writes into a token request. */
async function sent(client: Client): Promise<{ basic: string | undefined; body: string }> {
  const body = new URLSearchParams();
  const headers = new Headers();
  await clientAuth(client)({ issuer: '' }, clientOf(client), body, headers);
  const basic = headers.get('authorization')?.replace(/^Basic /, '');
  return { basic: basic === undefined ? undefined : atob(basic), body: body.toString() };
}

describe('A client shows who it is', () => {
  test('by its id alone, when it is public: no empty Basic header, which servers refuse (Insomnia)', async () => {
    const client: Client = { client_id: 'tester', token_endpoint_auth_method: 'none' };
    expect(await sent(client)).toEqual({ basic: undefined, body: 'client_id=tester' });
  });

  test('by its id alone even when a secret was typed, as long as the profile says “None”', async () => {
    const client: Client = { client_id: 'tester', client_secret: 'hush', token_endpoint_auth_method: 'none' };
    expect(JSON.stringify(await sent(client))).not.toContain('hush');
  });

  test('in the Basic header, form-encoded as RFC 6749 2.3.1 says (Bruno, Yaak, httpYac and oauth2c send it raw)', async () => {
    const client: Client = {
      client_id: 'a:b',
      client_secret: 's+%/: ü',
      token_endpoint_auth_method: 'client_secret_basic',
    };
    expect(await sent(client)).toEqual({ basic: 'a%3Ab:s%2B%25%2F%3A+%C3%BC', body: '' });
  });

  test('in the body', async () => {
    const client: Client = { client_id: 'a b', client_secret: 's&t', token_endpoint_auth_method: 'client_secret_post' };
    expect(await sent(client)).toEqual({ basic: undefined, body: 'client_id=a+b&client_secret=s%26t' });
  });
});

describe('What must never be quoted', () => {
  test('is the secret, the Basic credentials and the secret as it stands in them', () => {
    expect(clientSecrets({ client_id: 'a:b', client_secret: 's+t' })).toEqual(['s+t', btoa('a%3Ab:s%2Bt'), 's%2Bt']);
  });

  test('is nothing where there is no secret', () => {
    expect(clientSecrets({ client_id: 'tester' })).toEqual([]);
  });

  test('holds what any client sends', async () => {
    const wellFormed = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(wellFormed, wellFormed, fc.constantFrom(...authMethods), async (id, secret, method) => {
        const client: Client = { client_id: id, client_secret: secret, token_endpoint_auth_method: method };
        const { basic, body } = await sent(client);
        if (basic !== undefined) expect(clientSecrets(client)).toContain(btoa(basic));
        const posted = new URLSearchParams(body).get('client_secret');
        if (posted !== null) expect(clientSecrets(client)).toContain(posted);
      }),
    );
  });
});
