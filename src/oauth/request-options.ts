import * as oauth from 'oauth4webapi';
import type { Profile } from '../core/profile.ts';
import { mayBeInsecure } from './server.ts';
import { serverFetch } from './server-fetch.ts';

/** What oauth4webapi wants with each request: our fetch; http only where the tester typed an http server. */
export function requestOptions(profile: Profile, fetch: typeof globalThis.fetch, abort?: AbortSignal) {
  return {
    [oauth.customFetch]: serverFetch(fetch, abort) as never,
    [oauth.allowInsecureRequests]: mayBeInsecure(profile),
  };
}
