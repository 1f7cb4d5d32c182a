import { decodeJwt } from 'jose';
import type { Callback } from '../core/login.ts';

const telling = ['code', 'error', 'state', 'response', 'access_token', 'id_token'];

/** The parameters of a callback, wherever the server put them: form, fragment or query. */
export function callbackParameters({ url, form }: Callback): URLSearchParams {
  if (form) return new URLSearchParams(form);
  const { hash, search } = new URL(url);
  const fragment = new URLSearchParams(hash.slice(1));
  return telling.some((name) => fragment.has(name)) ? fragment : new URLSearchParams(search);
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

function claimsOf(jwt: string): Record<string, unknown> {
  try {
    return decodeJwt(jwt);
  } catch {
    // What is no JWT belongs to no login.
    return {};
  }
}
