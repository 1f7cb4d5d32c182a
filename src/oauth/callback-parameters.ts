import { decodeJwt } from 'jose';
import type { Callback } from '../core/login.ts';

const telling = ['code', 'error', 'state', 'response', 'access_token', 'id_token'];

/**
 * The parameters of a callback, wherever the server put them: form, fragment or query. `names` are the server's own for some of them.
 * What some servers append to every fragment (`#_=_`, `#_`) is no part of it. An answer in two places stands twice in what is returned,
 * which nobody takes: a browser carries the fragment of one URL on to the next.
 */
export function callbackParameters({ url, form }: Callback, names: readonly string[] = []): URLSearchParams {
  if (form) return new URLSearchParams(form);
  const { hash, search } = new URL(url);
  const given = [new URLSearchParams(search), new URLSearchParams(hash.replace(/#_(=_)?$/, '').slice(1))] as const;
  const answers = given.filter((each) => [...telling, ...names].some((name) => each.has(name)));
  return new URLSearchParams((answers.length > 0 ? answers : [given[0]]).flatMap((each) => [...each]));
}

/**
 * The `state` of a callback, to find its login by. That of a signed answer (JARM) is read before its signature is checked: it only says
 * which login is to check it.
 */
export function callbackState(callback: Callback): string | undefined {
  const parameters = callbackParameters(callback);
  const response = parameters.get('response');
  const state = response === null ? parameters.get('state') : claimsOf(response).state;
  return typeof state === 'string' ? state : undefined;
}

/** Whether a callback may belong to a login: a state (or a signed answer) under another name, or in other letters, is its login's to judge. */
export function mayAnswer(callback: Callback, loginId: string): boolean {
  const { hash, search } = new URL(callback.url);
  const values = [hash.slice(1), search].flatMap((each) => [...new URLSearchParams(each).values()]);
  const isWanted = (state: unknown) => typeof state === 'string' && state.toLowerCase() === loginId.toLowerCase();
  return (
    callbackState(callback) === loginId ||
    values.some((each) => isWanted(each.replace(/#_(=_)?$/, '')) || Object.values(claimsOf(each)).some(isWanted))
  );
}

function claimsOf(jwt: string): Record<string, unknown> {
  try {
    return decodeJwt(jwt);
  } catch {
    // What is no JWT belongs to no login.
    return {};
  }
}
