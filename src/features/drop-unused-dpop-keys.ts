import type { Ports } from '../core/ports.ts';

/** Takes away the keys whose token, or login, is gone. None is in use by a login that has not stored its key's id yet: a session begins first. */
export async function dropUnusedDpopKeys(ports: Pick<Ports, 'tokens' | 'logins' | 'dpopKeys'>): Promise<void> {
  const keys = await ports.dpopKeys.list();
  if (keys.length === 0) return;
  const holders = [...(await ports.tokens.list()), ...(await ports.logins.list())];
  const used = new Set(holders.map(({ dpopKeyId }) => dpopKeyId));
  for (const { id } of keys) if (!used.has(id)) await ports.dpopKeys.delete(id);
}
