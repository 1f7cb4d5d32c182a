import type { ActivityRow } from '../core/activity.ts';
import { headerValue, usual } from '../core/binding.ts';
import type { Header } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { requestAs } from '../formats/request-as.ts';
import { mask } from '../oauth/mask.ts';
import { expectToken } from './expect.ts';

/**
 * A request of the activity as a curl command. Its query, body and own headers were never kept. The token is masked unless it is asked
 * for; then it is the one of now, made fresh first. Fails with `token_gone`, `profile_gone`.
 */
export async function copyRequest(
  { bindingId, did, method, tokenId, url }: ActivityRow,
  withToken: boolean,
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings'>,
  freshen: (id: string) => Promise<void>,
): Promise<string> {
  const binding = (await ports.bindings.get(bindingId)) ?? usual;
  if (withToken) await freshen(tokenId);
  const access_token = withToken ? (await expectToken(tokenId, ports)).token.access_token : mask;
  const carried: Header[] =
    did === 'let_go' && !withToken ? [] : [[binding.header, headerValue(binding, { access_token })]];
  return requestAs('curl', { method, url: url.replace(/^ws/, 'http'), headers: carried, body: '' });
}
