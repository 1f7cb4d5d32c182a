import * as oauth from 'oauth4webapi';
import { Failure, type FailureCode } from '../core/failure.ts';
import { issuerUrl } from './issuer.ts';
import { serverFetch } from './server-fetch.ts';

/**
 * Finds a server's metadata from its issuer: OpenID Connect Discovery 1.0 section 4, then RFC 8414 section 3.1, each with
 * `.well-known` behind the issuer's path and before it. A pasted well-known URL counts as its issuer.
 * Fails with `issuer_not_a_url`, `issuer_without_metadata`, `issuer_answers_html`, `issuer_is_another`,
 * `metadata_invalid`, or as `serverFetch` does.
 */
export async function discover(typed: string, fetch: typeof globalThis.fetch): Promise<oauth.AuthorizationServer> {
  const issuer = issuerUrl(typed);
  const failures: Failure[] = [];
  for (const place of places(issuer)) {
    const found = await tryPlace(issuer, place, fetch);
    if (!(found instanceof Failure)) return found;
    failures.push(found);
  }
  const [most] = telling.flatMap((code) => failures.find((failure) => failure.code === code) ?? []);
  throw most ?? new Failure('issuer_without_metadata', { issuer: words(issuer) });
}

/** What was wrong at one of the places, the most telling first. */
const telling: readonly FailureCode[] = [
  'issuer_is_another',
  'metadata_invalid',
  'issuer_answers_html',
  'server_error',
  'server_redirects',
];

function places(issuer: URL): string[] {
  const path = issuer.pathname.replace(/\/$/, '');
  const behind = (name: string) => `${issuer.origin}${path}/.well-known/${name}`;
  const before = (name: string) => `${issuer.origin}/.well-known/${name}${path}`;
  const [oidc, oauth2] = ['openid-configuration', 'oauth-authorization-server'] as const;
  return [...new Set([behind(oidc), before(oauth2), before(oidc), behind(oauth2)])];
}

async function tryPlace(
  issuer: URL,
  place: string,
  fetch: typeof globalThis.fetch,
): Promise<oauth.AuthorizationServer | Failure> {
  const ask = serverFetch(fetch);
  try {
    const response = await oauth.discoveryRequest(issuer, {
      [oauth.allowInsecureRequests]: issuer.protocol === 'http:',
      [oauth.customFetch]: (_url, { method, headers, signal }) =>
        ask(place, { method, headers, redirect: 'manual', signal: signal ?? null }),
    });
    return withSecureEndpoints(issuer, await oauth.processDiscoveryResponse(issuer, response));
  } catch (error) {
    if (error instanceof Failure) {
      if (error.code === 'server_redirects') return error;
      throw error;
    }
    return misread(issuer, error as oauth.OperationProcessingError);
  }
}

function misread(issuer: URL, error: oauth.OperationProcessingError): Failure {
  const asked = words(issuer);
  switch (error.code) {
    case oauth.JSON_ATTRIBUTE_COMPARISON:
      return new Failure('issuer_is_another', {
        issuer: asked,
        found: String((error.cause as { body: { issuer: unknown } }).body.issuer).slice(0, 200),
      });
    case oauth.RESPONSE_IS_NOT_JSON:
      return new Failure('issuer_answers_html', { issuer: asked });
    case oauth.RESPONSE_IS_NOT_CONFORM: {
      const { status } = error.cause as Response;
      return status >= 500
        ? new Failure('server_error', { host: issuer.host, status })
        : new Failure('issuer_without_metadata', { issuer: asked });
    }
    case oauth.PARSE_ERROR:
      return new Failure('metadata_invalid', { issuer: asked, reason: 'it is broken JSON' });
    default:
      return new Failure('metadata_invalid', { issuer: asked, reason: error.message });
  }
}

/** An issuer as people write it: without the slash that a URL has when it has no path. */
function words({ href, origin, pathname, search }: URL): string {
  return pathname === '/' && !search ? origin : href;
}

/** Metadata found over https must not send secrets over http. Links for people (policy, terms) are theirs to judge. */
function withSecureEndpoints(issuer: URL, metadata: oauth.AuthorizationServer): oauth.AuthorizationServer {
  // Where the client shows a certificate, its requests go to the aliases (RFC 8705, section 5).
  for (const [name, value] of [...Object.entries(metadata), ...Object.entries(metadata.mtls_endpoint_aliases ?? {})]) {
    if (!/_endpoint$|^jwks_uri$/.test(name) || value === null) continue;
    const url = URL.parse(String(value));
    if (!url || !/^https?:$/.test(url.protocol)) return refuse(`${name} is not a URL`);
    if (issuer.protocol === 'https:' && url.protocol === 'http:') return refuse(`${name} is not encrypted`);
  }
  return metadata;
  function refuse(reason: string): never {
    throw new Failure('metadata_invalid', { issuer: words(issuer), reason });
  }
}
