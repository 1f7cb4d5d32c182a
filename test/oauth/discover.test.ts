import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { discover } from '../../src/oauth/discover.ts';
import { isMetadataOf, issuerUrl } from '../../src/oauth/issuer.ts';
import { startAuthorizationServer } from '../support/authorization-server.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';

let server: OddServer;
afterEach(() => server?.close());

const notFound: OddAnswer = { status: 404, body: 'not found' };
const page: OddAnswer = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Welcome</h1>' };
const wellKnown = { oidc: '/.well-known/openid-configuration', oauth: '/.well-known/oauth-authorization-server' };

/** A server with an answer at each of these paths, told its origin. */
async function serve(answers: Record<string, (origin: string) => OddAnswer>, otherwise = notFound): Promise<OddServer> {
  server = await startOddServer(({ path }, { origin }) => answers[path]?.(origin) ?? otherwise);
  return server;
}

const metadata =
  (path = '', more: object = {}) =>
  (origin: string): OddAnswer => ({
    json: { issuer: origin + path, token_endpoint: `${origin}/token`, ...more },
  });

describe('The endpoints are found', () => {
  test('at a real server, by its issuer or by a pasted well-known URL', async () => {
    const real = await startAuthorizationServer();
    for (const typed of [
      real.issuer,
      ` ${real.issuer}/ `,
      real.issuer + wellKnown.oidc,
      real.issuer + wellKnown.oauth,
    ]) {
      expect(await discover(typed, fetch)).toMatchObject({
        issuer: real.issuer,
        token_endpoint: `${real.issuer}/token`,
        authorization_response_iss_parameter_supported: true,
      });
    }
    await real.close();
  });

  test.each([
    ['OpenID Connect, behind the issuer’s path', `/realms/acme${wellKnown.oidc}`],
    ['RFC 8414, before the issuer’s path', `${wellKnown.oauth}/realms/acme`],
    ['OpenID Connect, before the issuer’s path', `${wellKnown.oidc}/realms/acme`],
    ['RFC 8414, behind the issuer’s path', `/realms/acme${wellKnown.oauth}`],
  ])('where a server has just one document: %s', async (_, place) => {
    const { origin } = await serve({ [place]: metadata('/realms/acme') });
    expect((await discover(`${origin}/realms/acme`, fetch)).issuer).toBe(`${origin}/realms/acme`);
  });

  test.each<[string, OddAnswer]>([
    ['a web page', page],
    ['JSON that is no metadata', { json: { message: 'no such route' } }],
    ['a document of another issuer', { json: { issuer: 'https://another.example' } }],
    ['a redirect', { status: 302, headers: { Location: '/login' } }],
    ['an error', { status: 500 }],
  ])('although the first place answers with %s', async (_, first) => {
    const { origin } = await serve({ [wellKnown.oidc]: () => first, [wellKnown.oauth]: metadata() });
    expect((await discover(origin, fetch)).issuer).toBe(origin);
  });

  test('even when the links for people are not encrypted, or an endpoint is left open', async () => {
    const more = { op_policy_uri: 'not a url', op_tos_uri: 'http://acme.example/terms', registration_endpoint: null };
    const { origin } = await serve({ [wellKnown.oidc]: metadata('', more) });
    expect(await discover(origin, fetch)).toMatchObject(more);
  });
});

describe('Discovery says', () => {
  test('that the issuer is not a URL', async () => {
    await expect(discover(' acme ', fetch)).rejects.toMatchObject({
      code: 'issuer_not_a_url',
      values: { issuer: 'acme' },
    });
  });

  test('nothing of a user and password that were typed into the issuer', async () => {
    const nothing = async () => new Response('', { status: 404 });
    await expect(discover('https://me:hush@id.acme.example', nothing)).rejects.toMatchObject({
      values: { issuer: 'https://id.acme.example' },
    });
  });

  test('that there is nothing, after four places', async () => {
    const { origin, requests } = await serve({});
    await expect(discover(`${origin}/tenant`, fetch)).rejects.toMatchObject({ code: 'issuer_without_metadata' });
    expect(requests.map(({ path }) => path)).toEqual([
      `/tenant${wellKnown.oidc}`,
      `${wellKnown.oauth}/tenant`,
      `${wellKnown.oidc}/tenant`,
      `/tenant${wellKnown.oauth}`,
    ]);
  });

  test.each<[string, OddAnswer, string]>([
    ['a web page', page, 'issuer_answers_html'],
    ['broken JSON', { headers: { 'Content-Type': 'application/json' }, body: '{"issuer":' }, 'metadata_invalid'],
    ['JSON without an issuer', { json: {} }, 'metadata_invalid'],
    ['JSON that is no object', { json: [] }, 'metadata_invalid'],
    ['an issuer that is no URL', { json: { issuer: 'acme' } }, 'metadata_invalid'],
    ['another issuer', { json: { issuer: 'https://another.example' } }, 'issuer_is_another'],
    ['an error', { status: 502, body: 'bad gateway' }, 'server_error'],
    ['a redirect', { status: 301, headers: { Location: 'https://acme.example/' } }, 'server_redirects'],
    ['a broken connection', 'drop', 'server_unreachable'],
  ])('what is wrong when everything is answered with %s', async (_, answer, code) => {
    const { origin } = await serve({}, answer);
    await expect(discover(origin, fetch)).rejects.toMatchObject({ code });
  });

  test('the most telling of several answers', async () => {
    const another = () => ({ json: { issuer: 'https://another.example' } });
    const { origin } = await serve({ [wellKnown.oauth]: another }, page);
    await expect(discover(origin, fetch)).rejects.toMatchObject({
      code: 'issuer_is_another',
      values: { found: 'https://another.example' },
    });
  });

  test.each([
    ['nowhere', { token_endpoint: 'nowhere' }, 'token_endpoint is not a URL'],
    ['no text', { revocation_endpoint: { url: 'https://acme.example' } }, 'revocation_endpoint is not a URL'],
    ['not on the web', { jwks_uri: 'file:///etc/passwd' }, 'jwks_uri is not a URL'],
    ['a script', { authorization_endpoint: 'javascript:alert(1)' }, 'authorization_endpoint is not a URL'],
  ])('that an endpoint is %s', async (_, more, reason) => {
    const { origin } = await serve({ [wellKnown.oidc]: metadata('', more) });
    await expect(discover(origin, fetch)).rejects.toMatchObject({
      code: 'metadata_invalid',
      message: expect.stringContaining(reason),
    });
  });

  test('that a server found over https wants secrets of clients with a certificate over http', async () => {
    const issuer = 'https://id.acme.example';
    const mtls_endpoint_aliases = { token_endpoint: 'http://mtls.acme.example/token' };
    const answer = async () => Response.json({ issuer, mtls_endpoint_aliases });
    await expect(discover(issuer, answer)).rejects.toMatchObject({
      code: 'metadata_invalid',
      message: expect.stringContaining('token_endpoint is not encrypted'),
    });
  });

  test('that a server found over https wants secrets over http', async () => {
    const issuer = 'https://id.acme.example';
    const answer = async () => Response.json({ issuer, token_endpoint: 'http://id.acme.example/token' });
    await expect(discover(issuer, answer)).rejects.toMatchObject({
      code: 'metadata_invalid',
      message: expect.stringContaining('token_endpoint is not encrypted'),
    });
  });
});

describe('The issuer that is meant', () => {
  test.each([
    ['https://id.acme.example', 'https://id.acme.example/'],
    [' https://id.acme.example/realms/x?a=b#c ', 'https://id.acme.example/realms/x'],
    ['https://id.acme.example/v2.0/.well-known/openid-configuration', 'https://id.acme.example/v2.0'],
    ['https://id.acme.example/.well-known/oauth-authorization-server/v2.0', 'https://id.acme.example/v2.0'],
    ['HTTP://LOCALHOST:9000', 'http://localhost:9000/'],
  ])('by “%s” is %s', (typed, issuer) => {
    expect(issuerUrl(typed).href).toBe(issuer);
  });

  test('is a web address without query and fragment, or refused, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })), (typed) => {
        try {
          expect(issuerUrl(typed).href).toMatch(/^https?:\/\/[^?#]+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          expect((error as Failure).code).toBe('issuer_not_a_url');
        }
      }),
    );
  });

  test('is the one that the metadata names, or the metadata is not its', () => {
    expect(isMetadataOf({ issuer: 'https://a.example' }, 'https://a.example/.well-known/openid-configuration')).toBe(
      true,
    );
    expect(isMetadataOf({ issuer: 'https://a.example/' }, 'https://a.example')).toBe(true);
    expect(isMetadataOf({ issuer: 'https://a.example' }, 'https://a.example/tenant')).toBe(false);
    expect(isMetadataOf({ issuer: 'nowhere' }, 'https://a.example')).toBe(false);
  });
});
