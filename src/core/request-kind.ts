import { mergeSettings } from './merge-settings.ts';

/**
 * The requests that deviate each in its own way, as an exchange names them: the authorization request as the browser sends it, the same
 * pushed (RFC 9126), the first of a device (RFC 8628) or of CIBA, the token request of any grant but refresh, renewal, and the others.
 */
export const requestKinds = [
  'authorization',
  'pushed authorization',
  'device authorization',
  'backchannel authentication',
  'token',
  'refresh',
  'user info',
  'introspection',
  'revocation',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** By kind; `*` for all. */
export type ByKind<Deviation> = { [Kind in RequestKind | '*']?: Deviation | undefined };

/** What holds for one kind of request. */
export function forKind<Deviation extends object>(by: ByKind<Deviation> | undefined, kind: RequestKind): Deviation {
  return mergeSettings(by?.['*'] ?? {}, by?.[kind] ?? {}) as Deviation;
}
