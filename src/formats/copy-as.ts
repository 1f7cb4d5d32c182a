import type { Token } from '../core/token.ts';
import { shellQuoted } from './shell-quoted.ts';

/** How a token is copied: the bare token, the header line, or a curl command. */
export type CopyForm = 'token' | 'header' | 'curl';

/** A token as another tool takes it: bare, as a header line, or as a curl command for a URL. */
export function copyAs(form: CopyForm, token: Pick<Token, 'access_token'>, url: string): string {
  const header = `Authorization: Bearer ${token.access_token}`;
  switch (form) {
    case 'token':
      return token.access_token;
    case 'header':
      return header;
    case 'curl':
      return `curl -H ${shellQuoted(header)} ${shellQuoted(url)}`;
  }
}
