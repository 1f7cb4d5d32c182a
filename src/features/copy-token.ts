import type { Deviations } from '../core/deviations.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { type CopyForm, copyAs } from '../formats/copy-as.ts';
import { fill } from '../oauth/wire/write-body.ts';
import { apiOfToken } from './api-of-token.ts';
import { expectToken } from './expect.ts';

/**
 * A token's text for the clipboard, freshened first: that is the background's, wherever this runs. curl gets the API that the token is
 * bound to, or else the profile's. Fails with `token_gone`, `profile_gone`.
 */
export async function copyToken(
  id: string,
  as: CopyForm,
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings'>,
  freshen: (id: string) => Promise<void>,
): Promise<string> {
  await freshen(id);
  const { profile, token } = await expectToken(id, ports);
  const bound = (await ports.bindings.list()).find((binding) => binding.tokenId === id);
  const api = bound?.api[0] ?? apiOfToken(token, profile);
  const url = api?.replace(/^\*:/, 'https:').replace('//*.', '//').replaceAll('*', '') ?? 'https://api.example.com/';
  return copyAs(as, token, url, usedBy(profile));
}

/** How the provider's API wants its tokens, with the client's id filled in. */
function usedBy({ deviations, client_id }: Profile): Deviations['use'] {
  const { headers = {}, ...use } = deviations?.use ?? {};
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, { client_id })]);
  return { ...use, headers: Object.fromEntries(filled) };
}
