import { afterEach, describe, expect, test } from 'vitest';
import { serversOfApi } from '../../src/oauth/discover-resource.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';

let odd: OddServer | undefined;
afterEach(async () => {
  await odd?.close();
  odd = undefined;
});

const issuer = 'https://id.acme.example';
const missing = { status: 404 };

/** An API whose answers are by path; a path that is not named is not there. */
async function anApi(paths: Record<string, (origin: string) => OddAnswer>) {
  odd = await startOddServer(({ path }, { origin }) => paths[path]?.(origin) ?? missing);
  return odd.origin;
}

const metadata =
  (path: string, servers: unknown = [issuer]) =>
  (origin: string) => ({
    json: { resource: `${origin}${path}`, authorization_servers: servers },
  });
const challenge = (place: string) => (origin: string) => ({
  status: 401,
  headers: { 'WWW-Authenticate': `Bearer error="invalid_token", resource_metadata="${origin}${place}"` },
});

describe('An API names its authorization servers (RFC 9728)', () => {
  test('at the well-known place of its origin', async () => {
    const api = await anApi({ '/.well-known/oauth-protected-resource': metadata('/') });
    expect(await serversOfApi(`${api}/v1/pets?limit=1#x`, fetch)).toEqual([issuer]);
  });

  test('at the well-known place of its path', async () => {
    const api = await anApi({
      '/.well-known/oauth-protected-resource/v1': metadata('/v1', [issuer, 'https://b.example']),
    });
    expect(await serversOfApi(` ${api}/v1/pets/3 `, fetch)).toEqual([issuer, 'https://b.example']);
  });

  test('in the challenge to a request without a token, which carries none', async () => {
    const api = await anApi({ '/v1/pets': challenge('/meta'), '/meta': metadata('/v1') });
    expect(await serversOfApi(`${api}/v1/pets`, fetch)).toEqual([issuer]);
    expect(odd?.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });
});

describe('No server is taken', () => {
  const nothing = { code: 'api_names_no_server' };

  test('from an API that names none', async () => {
    const api = await anApi({ '/.well-known/oauth-protected-resource': metadata('/', []) });
    await expect(serversOfApi(`${api}/v1`, fetch)).rejects.toMatchObject(nothing);
    await expect(serversOfApi(`${api}/v1`, fetch)).rejects.toThrow(/127\.0\.0\.1/);
  });

  test('from a list that is none', async () => {
    const json = { resource: '', authorization_servers: issuer };
    const api = await anApi({
      '/v1': () => ({ json: { ...json, resource: `${odd?.origin}/v1` } }),
      '/.well-known/oauth-protected-resource/v1': () => ({ json: { ...json, resource: `${odd?.origin}/v1` } }),
    });
    await expect(serversOfApi(`${api}/v1`, fetch)).rejects.toMatchObject(nothing);
  });

  test('from metadata that speaks of another API (section 3.3)', async () => {
    const other = () => ({ json: { resource: 'https://other.example/', authorization_servers: [issuer] } });
    const api = await anApi({
      '/v1': challenge('/meta'),
      '/meta': other,
      '/.well-known/oauth-protected-resource': other,
    });
    await expect(serversOfApi(`${api}/v1`, fetch)).rejects.toMatchObject(nothing);
  });

  test('from a challenge without a place, or with one that is no web address', async () => {
    for (const value of ['Bearer', 'Basic realm="x"', 'Bearer resource_metadata="javascript:alert(1)"']) {
      const api = await anApi({ '/': () => ({ status: 401, headers: { 'WWW-Authenticate': value } }) });
      await expect(serversOfApi(api, fetch)).rejects.toMatchObject(nothing);
      await odd?.close();
    }
  });

  test('from what is no URL, or can’t be reached', async () => {
    await expect(serversOfApi('pets', fetch)).rejects.toMatchObject({ code: 'issuer_not_a_url' });
    await expect(serversOfApi('http://127.0.0.1:1/', fetch)).rejects.toMatchObject({ code: 'server_unreachable' });
  });
});
