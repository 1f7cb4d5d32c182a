import type { Exchange } from '../../core/exchange.ts';
import { requestKinds } from '../../core/request-kind.ts';
import { type Normalised, normaliseResponse, type Reading } from './normalise-response.ts';

/** What an answer said, read as the profile says. Undefined: there is none, or nothing is known of its kind. */
export function heardBy({
  purpose,
  response,
  profile,
}: Pick<Exchange, 'purpose' | 'response'> & { profile: Reading }): Normalised | undefined {
  const kind = requestKinds.find((each) => purpose === `${each} request`);
  if (!kind || kind === 'authorization' || !response) return undefined;
  const { status, headers, body: text } = response;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return normaliseResponse({ status, type, text }, profile, kind, 0);
}
