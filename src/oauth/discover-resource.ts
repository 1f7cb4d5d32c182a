import * as oauth from 'oauth4webapi';
import { Failure } from '../core/failure.ts';
import { serverFetch } from './server-fetch.ts';

/**
 * The issuers that an API names for itself (RFC 9728): by its metadata at the well-known place, of the URL as typed and of each path above
 * it, or where the challenge of a refused request says that it is (section 5.1). Fails with `api_names_no_server`, `issuer_not_a_url`, or as `serverFetch` does.
 */
export async function serversOfApi(typed: string, fetch: typeof globalThis.fetch): Promise<string[]> {
  const api = URL.parse(typed.trim());
  if (!api || !/^https?:$/.test(api.protocol)) throw new Failure('issuer_not_a_url', { issuer: typed.trim() });
  api.hash = '';
  api.search = '';
  const named = await challenged(api, fetch);
  const metadata = (named ? await readNamed(api, named, fetch) : undefined) ?? (await readWellKnown(api, fetch));
  const servers = metadata?.authorization_servers?.filter((each) => typeof each === 'string') ?? [];
  if (servers.length === 0) throw new Failure('api_names_no_server', { host: api.host });
  return servers;
}

function options(api: URL, fetch: typeof globalThis.fetch, place?: string) {
  const ask = serverFetch(fetch);
  return {
    [oauth.allowInsecureRequests]: api.protocol === 'http:',
    [oauth.customFetch]: ((url: string, request: RequestInit) => ask(place ?? url, request)) as never,
  };
}

/** Where the challenge to a request without a token says that the metadata is. */
async function challenged(api: URL, fetch: typeof globalThis.fetch): Promise<string | undefined> {
  try {
    const ask = serverFetch(fetch);
    await oauth.protectedResourceRequest('none', 'GET', api, undefined, null, {
      [oauth.allowInsecureRequests]: api.protocol === 'http:',
      [oauth.customFetch]: ((url: string, { headers: _, ...request }: RequestInit) => ask(url, request)) as never,
    });
  } catch (error) {
    if (error instanceof Failure && error.code !== 'server_redirects') throw error;
    if (error instanceof oauth.WWWAuthenticateChallengeError) {
      return error.cause.map(({ parameters }) => parameters.resource_metadata).find((each) => each !== undefined);
    }
  }
  return undefined;
}

/** Metadata at a place that the API itself named; it must speak of this API, or of all below a path that it lies in. */
async function readNamed(
  api: URL,
  place: string,
  fetch: typeof globalThis.fetch,
): Promise<oauth.ResourceServer | undefined> {
  // Nobody named another host: an API could have any of them asked, the tester's own network included.
  if (URL.parse(place)?.origin !== api.origin) return undefined;
  for (const resource of above(api)) {
    const found = await read(resource, options(api, fetch, place));
    if (found) return found;
  }
  return undefined;
}

async function readWellKnown(api: URL, fetch: typeof globalThis.fetch): Promise<oauth.ResourceServer | undefined> {
  for (const resource of above(api)) {
    const found = await read(resource, options(api, fetch));
    if (found) return found;
  }
  return undefined;
}

async function read(resource: URL, request: ReturnType<typeof options>): Promise<oauth.ResourceServer | undefined> {
  try {
    const response = await oauth.resourceDiscoveryRequest(resource, request);
    return await oauth.processResourceDiscoveryResponse(resource, response);
  } catch (error) {
    if (error instanceof Failure && error.code !== 'server_redirects') throw error;
    // Not here; perhaps one path above.
    return undefined;
  }
}

/** A URL and every path above it, with and without the slash at the end. */
function above(api: URL): URL[] {
  const parts = api.pathname.split('/').filter(Boolean);
  const paths = parts.flatMap((_, index) => {
    const path = `/${parts.slice(0, parts.length - index).join('/')}`;
    return [path, `${path}/`];
  });
  const ordered = api.pathname.endsWith('/') && parts.length > 0 ? [api.pathname, ...paths] : paths;
  return [...new Set([...ordered, '/'])].map((path) => new URL(path, api));
}
