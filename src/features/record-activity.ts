import * as v from 'valibot';
import type { Activity } from '../core/activity.ts';
import { holdsFor, type Page } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';

/** What a page's content script may report. A page that took it over can lie here, but not at length. */
const rows = v.pipe(
  v.array(
    v.object({
      bindingId: v.string(),
      method: v.pipe(v.string(), v.maxLength(20)),
      url: v.pipe(v.string(), v.maxLength(2000)),
      status: v.optional(v.pipe(v.number(), v.check(isStatus))),
      at: v.number(),
      did: v.picklist(['added', 'renewed', 'let_go']),
    }),
  ),
  v.maxLength(1000),
);

/** Three digits (RFC 9110, section 15), also those that no RFC knows; zero where the page may not see it. */
function isStatus(code: number): boolean {
  return Number.isInteger(code) && code >= 0 && code <= 999;
}

/** Adds to the activity of a tab what its content script says; only about bindings that hold for this page. */
export async function recordActivity(page: Page, reported: unknown, ports: Ports): Promise<void> {
  const parsed = v.safeParse(rows, reported);
  if (!parsed.success) return;
  const own = new Set((await ports.bindings.list()).filter((binding) => holdsFor(binding, page)).map(({ id }) => id));
  const kept: Activity[] = parsed.output
    .filter(({ bindingId }) => own.has(bindingId))
    .map((row) => ({ ...row, status: row.status, url: row.url.replace(/[?#].*$/s, '') }));
  if (kept.length === 0) return;
  await ports.activity.add(page.tabId, kept);
  ports.changes.tell();
}
