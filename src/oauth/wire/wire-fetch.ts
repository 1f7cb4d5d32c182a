import { Failure } from '../../core/failure.ts';
import type { Profile } from '../../core/profile.ts';
import type { RequestKind } from '../../core/request-kind.ts';
import { textOf } from '../server-fetch.ts';
import { type Normalised, normaliseResponse } from './normalise-response.ts';
import { type Known, shapeRequest } from './shape-request.ts';

/** What a fetch needs to know to speak with a provider as it is. */
export type Wire = {
  profile: Profile;
  kind: RequestKind;
  /** What beside the parameters a template may name. */
  known?: Known;
  now(): number;
};

const heard = new WeakMap<Response, Normalised>();

/** What an answer said, where a wire has read it. */
export function heardIn(response: Response): Normalised | undefined {
  return heard.get(response);
}

/** A fetch that sends each request of a client as its provider wants it. The server's keys, got by GET, are not concerned. */
export function shapingFetch(fetch: typeof globalThis.fetch, { profile, kind, known = {} }: Wire) {
  const { deviations, client_id, client_secret = '', redirect } = profile;
  if (!deviations) return fetch;
  const redirect_uri = redirect.by === 'tab' ? redirect.redirect_uri : '';
  const all = { client_id, client_secret, redirect_uri, ...known };
  return ((url: string, options: RequestInit = {}) => {
    if (!concerns(kind, options)) return fetch(url, options);
    const shaped = shapeRequest({ url, options }, deviations, kind, all);
    return fetch(shaped.url, shaped.options);
  }) as typeof globalThis.fetch;
}

/**
 * A fetch that reads each whole answer as its provider means it. Fails with `setting_needed` where the profile lacks the setting that would
 * make it readable.
 */
export function normalisingFetch(fetch: (url: string, options?: RequestInit) => Promise<Response>, wire: Wire) {
  return async (url: string, options: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, options);
    return concerns(wire.kind, options) ? normalised(response, url, wire) : response;
  };
}

/** The answer as the RFCs want it. */
async function normalised(response: Response, url: string, wire: Wire): Promise<Response> {
  const { profile, kind, now } = wire;
  const answer = {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await textOf(response),
  };
  const read = normaliseResponse(answer, profile, kind, now());
  const { needed, fields, status, isError } = read;
  if (needed) {
    const { field, found, setting, said } = needed;
    const values = { host: new URL(url).host, field, found, setting: JSON.stringify(setting) };
    // Whoever explains it hides what is secret.
    throw new Failure('setting_needed', values, { ...(said && { error_description: said }), status: response.status });
  }
  if (!fields && status === response.status) {
    heard.set(response, read);
    return response;
  }
  const headers = new Headers(response.headers);
  if (fields) headers.set('content-type', 'application/json');
  if (isError && !headers.get('www-authenticate')?.includes('use_dpop_nonce')) headers.delete('www-authenticate');
  const better = new Response(fields ? JSON.stringify(fields) : null, { status, headers });
  heard.set(better, read);
  return better;
}

function concerns(kind: RequestKind, { method }: RequestInit): boolean {
  return method === 'POST' || kind === 'user info';
}
