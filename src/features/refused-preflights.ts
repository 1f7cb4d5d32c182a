import type { ArmedBinding, Page } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { hostPattern } from '../core/url-pattern.ts';

/** Has the browser tell of refused preflights of this page: where it may call another origin with a header of ours. */
export async function watchPreflights(page: Page, armed: readonly ArmedBinding[], ports: Ports): Promise<void> {
  const own = `${new URL(page.url).origin}/`;
  const bindings = await Promise.all(armed.map(({ bindingId }) => ports.bindings.get(bindingId)));
  const abroad = bindings.flatMap((binding) => (binding?.mode === 'page' ? binding.api : []));
  ports.preflights.watch(abroad.filter((pattern) => !pattern.startsWith(own)).map(hostPattern));
}

/** So many hosts of one report are watched: a page may make any up. */
const most = 20;

/** The rows of a page, those with the reason that only the browser knows: the API refuses the header in a CORS preflight (Fetch Standard). */
export function explainLost(page: Page, rows: unknown, ports: Ports): unknown {
  if (!Array.isArray(rows)) return rows;
  const hosts = new Set<string>();
  const explained = rows.map((row) => {
    const { status, did, url } = Object(row) as { status?: unknown; did?: unknown; url?: unknown };
    if (status !== undefined || did === 'let_go' || typeof url !== 'string' || !URL.canParse(url)) return row;
    if (ports.preflights.wasRefused(url))
      return { ...row, why: 'preflight_refused', offer: { do: 'use_network_mode' } };
    // The next one will be seen.
    const { origin, protocol, hostname } = new URL(url);
    if (origin !== new URL(page.url).origin && hosts.size < most) hosts.add(`${protocol}//${hostname}/*`);
    return row;
  });
  if (hosts.size > 0) ports.preflights.watch([...hosts]);
  return explained;
}
