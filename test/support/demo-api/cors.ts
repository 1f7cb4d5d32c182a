import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * `open` lets every page read the API and send a token; `no-authorization` allows all but that header, so that a
 * preflight for it fails; `hidden-answer` lets a page send but not read; `none` says nothing, so that pages of other origins cannot read an answer.
 */
export type CorsMode = 'open' | 'none' | 'no-authorization' | 'hidden-answer';

export function allowOrigin(
  mode: CorsMode,
  request: IncomingMessage,
  response: ServerResponse,
  headers: readonly string[] = [],
): void {
  response.setHeader('Vary', 'Origin');
  const isHidden = mode === 'none' || (mode === 'hidden-answer' && request.method !== 'OPTIONS');
  if (isHidden || request.headers.origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin);
  response.setHeader('Access-Control-Expose-Headers', 'www-authenticate, dpop-nonce');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  const allowed = [...(mode === 'no-authorization' ? [] : ['authorization', 'dpop']), 'content-type', ...headers];
  response.setHeader('Access-Control-Allow-Headers', allowed.join(', '));
}
