import type { AuthorizationServer } from 'oauth4webapi';
import { Failure } from '../core/failure.ts';

/** Whether metadata is what this issuer says of itself. */
export function isMetadataOf(metadata: Pick<AuthorizationServer, 'issuer'>, typed: string): boolean {
  return URL.parse(metadata.issuer)?.href === issuerUrl(typed).href;
}

/** The issuer that a tester means: well-known suffixes are cut off, and user and password, which no browser sends so. Fails with `issuer_not_a_url`. */
export function issuerUrl(typed: string): URL {
  const text = typed.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Failure('issuer_not_a_url', { issuer: text });
  url.hash = '';
  url.search = '';
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/\/\.well-known\/(openid-configuration|oauth-authorization-server)/, '');
  return url;
}
