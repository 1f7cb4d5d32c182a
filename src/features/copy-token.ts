import type { Ports } from '../core/ports.ts';
import { type CopyForm, copyAs } from '../formats/copy-as.ts';
import { freshToken } from './renew-token.ts';

/** A token's text for the clipboard, renewed first if that is due. curl gets the API that the token is bound to. */
export async function copyToken(id: string, as: CopyForm, ports: Ports): Promise<string> {
  const token = await freshToken(id, ports);
  const bound = (await ports.bindings.list()).find((binding) => binding.tokenId === id);
  const url =
    bound?.api[0]?.replace(/^\*:/, 'https:').replace('//*.', '//').replaceAll('*', '') ?? 'https://api.example.com/';
  return copyAs(as, token, url);
}
