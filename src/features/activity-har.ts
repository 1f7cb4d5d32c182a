import type { ActivityRow } from '../core/activity.ts';
import { headerValue, usual } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { type HarEntry, toHar } from '../formats/har.ts';
import { mask } from '../oauth/mask.ts';
import { activityUsers } from './activity-users.ts';

/** Rows of the activity as an HTTP Archive, in JSON: a page for each page that made requests, and no token. */
export async function activityHar(
  rows: readonly ActivityRow[],
  version: string,
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings'>,
): Promise<string> {
  const [users, bindings] = await Promise.all([
    activityUsers(
      rows.map(({ tokenId }) => tokenId),
      ports,
    ),
    ports.bindings.list(),
  ]);
  const entry = (row: ActivityRow): HarEntry => {
    const binding = bindings.find(({ id }) => id === row.bindingId) ?? usual;
    const carried = row.did !== 'let_go';
    return {
      at: row.at,
      took: row.took ?? -1,
      request: {
        ...{ method: row.method, url: row.url, body: '' },
        headers: carried ? [[binding.header, headerValue(binding, { access_token: mask })]] : [],
      },
      response: row.status === undefined ? undefined : { status: row.status, headers: [], body: '' },
      notes: [
        `${row.by ?? 'call'} as ${users.find(({ tokenId }) => tokenId === row.tokenId)?.label ?? row.tokenId}`,
        `${row.did}${row.why ? `, ${row.why}` : ''}, ${row.mode} mode, seen by ${row.seenBy}`,
        ...(row.redirects ?? []).map(
          ({ status, url, carried: along }) => `${status} to ${url}, token ${along ? 'went along' : 'stayed behind'}`,
        ),
      ],
    };
  };
  const pages = [...Map.groupBy(rows, ({ tabId, page = '' }) => `${tabId} ${page}`)];
  return JSON.stringify(
    toHar(
      pages.map(([id, made]) => ({
        id,
        title: made[0]?.page ?? '',
        startedAt: made[0]?.at ?? 0,
        entries: made.map(entry),
      })),
      version,
    ),
    undefined,
    2,
  );
}
