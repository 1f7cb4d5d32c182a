import { Failure } from '../core/failure.ts';
import { isTooDeep } from '../core/is-too-deep.ts';
import { longestChallenge } from './read-challenges.ts';

/** After this long without a complete answer a request is given up (milliseconds). */
const patience = 60_000;

/** More than any honest answer of an authorization server (characters). */
const largestAnswer = 2_000_000;

/**
 * A fetch for authorization servers, to be passed to oauth4webapi: without cookies, cache, referrer or redirects, whole
 * answers only. Fails with `server_unreachable`, `answer_cut`, `server_slow`, `server_redirects`, or `sign_in_cancelled` on abort.
 */
export function serverFetch(fetch: typeof globalThis.fetch, abort?: AbortSignal) {
  return async (url: string, options: RequestInit = {}): Promise<Response> => {
    const host = new URL(url).host;
    let isAnswered = false;
    const signals = [AbortSignal.timeout(patience), options.signal, abort].filter(
      (each) => each instanceof AbortSignal,
    );
    try {
      const response = await fetch(url, {
        ...options,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any(signals),
      });
      isAnswered = true;
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        // What stands behind the path may be a secret that the server hands on.
        const location =
          response.headers.get('location')?.replace(/(?<=\/\/)[^/?#]*@|[?#].*$/gs, '') || 'another address';
        throw new Failure('server_redirects', { host, location });
      }
      const body = await readWhole(response, host);
      // Such a status can't be given to a `Response`: LinkedIn says 999.
      if (response.status > 599) throw new Failure('server_error', { host, status: response.status });
      return wholeAnswer(response, body);
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (abort?.aborted) throw new Failure('sign_in_cancelled');
      if ((error as Error).name === 'TimeoutError')
        throw new Failure('server_slow', { host, seconds: patience / 1000 });
      throw new Failure(isAnswered ? 'answer_cut' : 'server_unreachable', { host });
    }
  };
}

/** The text of an answer. One that never ends is given up, and one that could not be stored. */
async function readWhole(response: Response, host: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestAnswer) throw new Failure('answer_not_conform', { host, reason: 'it is far too long' });
  }
  text += decoder.decode();
  if (isTooDeep(text)) throw new Failure('answer_not_conform', { host, reason: 'it is nested too deep' });
  return text;
}

const texts = new WeakMap<Response, string>();

/** What an answer says, also after somebody else has read it. */
export async function textOf(response: Response): Promise<string> {
  return texts.get(response) ?? (response.bodyUsed ? '' : response.text());
}

/**
 * The same answer, read to its end. A challenge header beside an `error` in the body is dropped: oauth4webapi would
 * report the challenge alone, and the tester would not learn what the body says (RFC 6749, section 5.2 sends both). The one that asks
 * for a nonce stays: oauth4webapi looks for it there (RFC 9449, section 9).
 */
function wholeAnswer(response: Response, body: string): Response {
  const headers = new Headers(response.headers);
  const challenge = headers.get('www-authenticate') ?? '';
  const isOutdone = /"error"\s*:/.test(body) && !challenge.includes('use_dpop_nonce');
  if (isOutdone || challenge.length > longestChallenge) headers.delete('www-authenticate');
  const empty = response.status === 204 || response.status === 205;
  // Bytes, because a text would bring a content type along that the server never sent.
  const whole = new Response(empty ? null : new TextEncoder().encode(body), { status: response.status, headers });
  texts.set(whole, body);
  return whole;
}
