import type { Deviations } from '../core/deviations.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { isProofBound } from '../core/token.ts';
import { type CopyForm, copyAs } from '../formats/copy-as.ts';
import { fill } from '../oauth/wire/write-body.ts';
import { apiOfToken } from './api-of-token.ts';
import { expectToken } from './expect.ts';
import { proofHeader } from './proof-header.ts';

/**
 * A token's text for the clipboard, freshened first: that is the background's, wherever this runs. curl gets the API that the token is
 * bound to, or else the profile's, and a proof for it where the token wants one (RFC 9449). Fails with `token_gone`, `profile_gone`.
 */
export async function copyToken(
  id: string,
  as: CopyForm,
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings' | 'dpopKeys'>,
  freshen: (id: string) => Promise<void>,
): Promise<string> {
  await freshen(id);
  const { profile, token } = await expectToken(id, ports);
  const bound = (await ports.bindings.list()).find((binding) => binding.tokenId === id);
  const api = bound?.api[0] ?? apiOfToken(token, profile);
  const url = api?.replace(/^\*:/, 'https:').replace('//*.', '//').replaceAll('*', '') ?? 'https://api.example.com/';
  const { headers, ...use } = usedBy(profile);
  const proof = as === 'curl' ? await proofHeader(token, { method: 'GET', url }, ports) : [];
  const scheme = isProofBound(token) ? { scheme: 'DPoP' } : {};
  return copyAs(as, token, url, { ...scheme, ...use, headers: { ...headers, ...Object.fromEntries(proof) } });
}

/** How the provider's API wants its tokens, with the client's id filled in. */
function usedBy({ deviations, client_id }: Profile): NonNullable<Deviations['use']> {
  const { headers = {}, ...use } = deviations?.use ?? {};
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, { client_id })]);
  return { ...use, headers: Object.fromEntries(filled) };
}
