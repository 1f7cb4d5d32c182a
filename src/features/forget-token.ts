import type { Ports } from '../core/ports.ts';
import { revoke } from '../oauth/endpoints/revoke.ts';
import { isRevocable } from '../oauth/server.ts';
import { changeAndArm } from './arm-bindings.ts';
import { expectToken } from './expect.ts';
import { expectHosts } from './expect-hosts.ts';
import { markTabs } from './mark-tabs.ts';
import { once } from './running.ts';
import { tokenTexts } from './token-texts.ts';
import { tracedOnce } from './traces.ts';

/**
 * Forgets a token and what is bound to it, after revoking it where the server can (RFC 7009). When revoking fails the token stays
 * and the failure is thrown, unless the tester wants it gone even so.
 */
export function forgetToken(id: string, evenIfNotRevoked: boolean, ports: Ports): Promise<void> {
  // Locking and forgetting everything wait for it: its trace comes with the answer.
  return once(`forget ${id} ${evenIfNotRevoked}`, () => forget(id, evenIfNotRevoked, ports));
}

async function forget(id: string, evenIfNotRevoked: boolean, ports: Ports): Promise<void> {
  const { token, profile } = await expectToken(id, ports);
  if (isRevocable(profile) && !evenIfNotRevoked) {
    await expectHosts(profile, ports);
    await tracedOnce('revocation', profile, ports, tokenTexts(token), (asking) => revoke(profile, token, asking));
  }
  const bindings = (await ports.bindings.list()).filter((binding) => binding.tokenId === id);
  await changeAndArm(async () => {
    for (const binding of bindings) await ports.bindings.delete(binding.id);
    await ports.tokens.delete(id);
  }, ports);
  await markTabs(
    bindings.flatMap(({ pages }) => pages),
    ports,
  );
  ports.changes.tell();
}
