import type { ActivityRow } from '../core/activity.ts';
import { type Part, plainBinding } from '../core/binding.ts';
import type { Header } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { requestAs } from '../formats/request-as.ts';
import { expectToken } from './expect.ts';
import { maskedParts } from './masked-parts.ts';
import { partsOf } from './parts-of.ts';
import { proofHeader } from './proof-header.ts';

type CopyPorts = Pick<Ports, 'tokens' | 'profiles' | 'bindings' | 'dpopKeys'>;

/**
 * A request of the activity as a curl command. Its query, body and own headers were never kept. The token is masked unless it is asked
 * for; then it is the one of now, made fresh first, with a proof where it wants one. Fails with `token_gone`, `profile_gone`.
 */
export async function copyRequest(
  row: ActivityRow,
  withToken: boolean,
  ports: CopyPorts,
  freshen: (id: string) => Promise<void>,
): Promise<string> {
  const parts = withToken ? await freshParts(row, ports, freshen) : await sentParts(row, ports);
  const headers = parts.flatMap(({ in: place, name, value }): Header[] => (place === 'header' ? [[name, value]] : []));
  const query = parts
    .filter((part) => part.in === 'query')
    .map(({ name, value }) => `${encodeURIComponent(name.toWellFormed())}=${value}`);
  const url = [row.url.replace(/^ws/, 'http'), ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  return requestAs('curl', { method: row.method, url, headers, body: '' });
}

/** What it carried when it was sent, masked. */
export async function sentParts(row: ActivityRow, ports: Omit<CopyPorts, 'dpopKeys'>): Promise<Part[]> {
  return row.did === 'let_go' ? [] : maskedParts(row, ports);
}

async function freshParts(
  { bindingId, method, tokenId, url }: ActivityRow,
  ports: CopyPorts,
  freshen: (id: string) => Promise<void>,
): Promise<Part[]> {
  await freshen(tokenId);
  const { profile, token } = await expectToken(tokenId, ports);
  const parts = partsOf((await ports.bindings.get(bindingId)) ?? plainBinding, token, profile);
  const proof = await proofHeader(token, { method, url: url.replace(/^ws/, 'http') }, ports);
  return [
    ...parts.map((part) =>
      part.in === 'query' ? { ...part, value: encodeURIComponent(part.value.toWellFormed()) } : part,
    ),
    ...proof.map(([name, value]): Part => ({ in: 'header', name, value })),
  ];
}
