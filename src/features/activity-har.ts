import type { ActivityRow } from '../core/activity.ts';
import type { Header } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { type HarEntry, toHar } from '../formats/har.ts';
import { activityUsers } from './activity-users.ts';
import { sentParts } from './copy-request.ts';

/** Rows of the activity as an HTTP Archive, in JSON: a page for each page that made requests, and no token. */
export async function activityHar(
  rows: readonly ActivityRow[],
  version: string,
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings'>,
): Promise<string> {
  const tokenIds = rows.map(({ tokenId }) => tokenId);
  const users = await activityUsers(tokenIds, ports);
  const entry = async (row: ActivityRow): Promise<HarEntry> => {
    const parts = await sentParts(row, ports);
    const headers = parts.flatMap(({ in: place, name, value }): Header[] =>
      place === 'header' ? [[name, value]] : [],
    );
    return {
      at: row.at,
      took: row.took ?? -1,
      request: {
        ...{ method: row.method, url: row.url, body: '' },
        headers,
      },
      response: row.status === undefined ? undefined : { status: row.status, headers: [], body: '' },
      notes: [
        `${row.by ?? 'call'} as ${users.find(({ tokenId }) => tokenId === row.tokenId)?.label ?? row.tokenId}`,
        `${row.did}${row.why ? `, ${row.why}` : ''}, ${row.mode} mode, seen by ${row.seenBy}`,
        ...(row.redirects ?? []).map(
          ({ status, url, carried }) =>
            `${status ?? 'then'} to ${url}, token ${carried === undefined ? 'not seen there' : carried ? 'went along' : 'stayed behind'}`,
        ),
      ],
    };
  };
  const pages = Object.entries(Object.groupBy(rows, ({ tabId, page = '' }) => `${tabId} ${page}`));
  const written = pages.map(async ([id, made = []]) => ({
    ...{ id, title: made[0]?.page ?? '', startedAt: made[0]?.at ?? 0 },
    entries: await Promise.all(made.map(entry)),
  }));
  return JSON.stringify(toHar(await Promise.all(written), version), undefined, 2);
}
