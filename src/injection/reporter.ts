import type { Activity } from '../core/activity.ts';

/** Between two reports, in milliseconds. */
const pause = 200;
/** What the background takes at once; of more, the last rows count. */
const most = 1000;

export type Reporter = { add(row: Activity): void; flush(): void };

/** Gathers the activity of a page, so that a busy one does not flood the background. */
export function createReporter(send: (rows: Activity[]) => void): Reporter {
  let rows: Activity[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (rows.length > 0) send(rows);
    rows = [];
  }

  return {
    add(row) {
      rows = [...rows, { ...row, method: row.method.slice(0, 20), url: row.url.slice(0, 2000) }].slice(-most);
      timer ??= setTimeout(flush, pause);
    },
    flush,
  };
}
