import type { Activity } from '../core/activity.ts';
import { holdsFor, type Page } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';

/** Adds to the activity of a tab what its content script says; only about bindings that hold for this page. */
export async function recordActivity(page: Page, reported: unknown, ports: Ports): Promise<void> {
  if (!Array.isArray(reported) || reported.length > 1000 || !reported.every(isActivity)) return;
  const own = new Set((await ports.bindings.list()).filter((binding) => holdsFor(binding, page)).map(({ id }) => id));
  const kept = reported
    .filter(({ bindingId }) => own.has(bindingId))
    .map(
      ({ bindingId, method, url, status, at, did }): Activity => ({
        ...{ bindingId, method, status, at, did },
        url: url.replace(/[?#].*$/s, ''),
      }),
    );
  if (kept.length === 0) return;
  await ports.activity.add(page.tabId, kept);
  ports.changes.tell();
}

/**
 * Whether a page's content script may report this. A page that took it over can lie here, but not at length. (By hand: the background is
 * loaded with every start, and reads nothing else that others wrote in this way.)
 */
function isActivity(row: unknown): row is Activity {
  if (typeof row !== 'object' || row === null) return false;
  const { bindingId, method, url, status, at, did } = row as { [Name in keyof Activity]: unknown };
  return (
    typeof bindingId === 'string' &&
    isTextUpTo(20, method) &&
    isTextUpTo(2000, url) &&
    (status === undefined || isStatus(status)) &&
    Number.isFinite(at) &&
    (did === 'added' || did === 'renewed' || did === 'let_go')
  );
}

function isTextUpTo(longest: number, value: unknown): boolean {
  return typeof value === 'string' && value.length <= longest;
}

/** Three digits (RFC 9110, section 15), also those that no RFC knows; zero where the page may not see it. */
function isStatus(code: unknown): boolean {
  return Number.isInteger(code) && Number(code) >= 0 && Number(code) <= 999;
}
