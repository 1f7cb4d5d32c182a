import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import { expectKept } from './data-key.ts';
import { asPageWork } from './page-works.ts';
import type { BrowserPorts } from './ports.ts';

/** The works of a page, each by its name. */
type Works = Record<string, (data: never) => unknown>;
type Given<Table extends Works> = {
  [Name in keyof Table]: (data: Parameters<Table[Name]>[0], ports: Ports) => ReturnType<Table[Name]>;
};

/**
 * Makes works of a page such that nothing is lost and nothing comes back. Whoever locks the vault waits until they have stored what a server
 * answered, and none begins after that. Once everything was forgotten, what had begun before stores nothing any more, and fails with
 * `forgotten_meanwhile`: it is told apart by the key that there was when it began, not by waiting, since a server may take its time.
 */
export function inPage<Table extends Works>(works: Given<Table>, ports: BrowserPorts): Table {
  let known: string | undefined;
  /** Which key there is, locked or not: another one once everything was forgotten. Who did that tells everybody, but a moment later. */
  const keyId = async (): Promise<string> => {
    const { id } = await expectKept(await ports.database);
    if (id !== known) ports.vault.recall();
    known = id;
    return id;
  };
  const begun = Object.entries(works).map(([name, work]) => [
    name,
    (data: never) =>
      asPageWork(async () => {
        const by = await keyId();
        // Whoever locks the vault says so, then looks for works: either is seen by the other.
        if (await ports.vault.isLocked()) throw new Failure('vault_locked');
        const result = await work(data, storingBy(by, ports));
        if ((await keyId()) !== by) throw new Failure('forgotten_meanwhile');
        return result;
      }),
  ]);
  return Object.fromEntries(begun) as Table;
}

const stores = ['profiles', 'tokens', 'logins', 'bindings', 'drafts', 'traces', 'keys', 'dpopKeys'] as const;

function storingBy(by: string, ports: BrowserPorts): Ports {
  const bound = stores.map((name) => {
    const { put, change } = ports[name];
    const bound = { put: (entry: never) => put(entry, by), change: (id: string, to: never) => change(id, to, by) };
    return [name, { ...ports[name], ...bound }];
  });
  return { ...ports, ...Object.fromEntries(bound) };
}
