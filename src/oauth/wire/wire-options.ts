import * as oauth from 'oauth4webapi';
import type { Parameter } from '../../core/parameter.ts';
import { requestOptions } from '../request-options.ts';
import { fetchWithParameters } from '../with-parameters.ts';
import { normalisingFetch, shapingFetch, type Wire } from './wire-fetch.ts';

/** What oauth4webapi wants with a request to a provider as it is; the tester's own query and header parameters go with it. */
export function wireOptions(
  wire: Wire,
  fetch: typeof globalThis.fetch,
  abort?: AbortSignal,
  parameters: readonly Parameter[] = [],
): ReturnType<typeof requestOptions> {
  const shaped = fetchWithParameters(shapingFetch(fetch, wire), parameters);
  const options = requestOptions(wire.profile, shaped, abort);
  return { ...options, [oauth.customFetch]: normalisingFetch(options[oauth.customFetch], wire) as never };
}
