import type { Deviations } from '../core/deviations.ts';
import type { Token } from '../core/token.ts';
import { shellQuoted } from './shell-quoted.ts';

/** How a token is copied: the bare token, the header line, or a curl command. */
export type CopyForm = 'token' | 'header' | 'curl';

/** A token as another tool takes it: bare, as a header line, or as a curl command for a URL; `use` is how its API wants it (RFC 6750). */
export function copyAs(
  form: CopyForm,
  { access_token }: Pick<Token, 'access_token'>,
  url: string,
  { header = 'Authorization', scheme = 'Bearer', headers = {}, query }: NonNullable<Deviations['use']> = {},
): string {
  const line = `${header}: ${scheme && `${scheme} `}${access_token}`;
  switch (form) {
    case 'token':
      return access_token;
    case 'header':
      return line;
    case 'curl': {
      const lines = [...(query ? [] : [line]), ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
      return [
        'curl',
        ...lines.map((each) => `-H ${shellQuoted(each)}`),
        shellQuoted(withQuery(url, query, access_token)),
      ].join(' ');
    }
  }
}

function withQuery(url: string, name: string | undefined, value: string): string {
  if (!name) return url;
  const { href, searchParams } = new URL(url);
  return `${href}${searchParams.size > 0 ? '&' : '?'}${new URLSearchParams({ [name]: value })}`;
}
